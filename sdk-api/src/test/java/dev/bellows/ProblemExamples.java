package dev.bellows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.check.LayoutChecks;
import dev.bellows.check.Problem;
import dev.bellows.check.RetryChecks;
import dev.bellows.compile.AttemptId;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.Memory;
import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For each kind of problem a change of the minimal job that has it, and one that nearly has. Read from {@code problems/<enum>.txt}: a line
 * a code, {@code CODE | change | near change}. A change is JSON laid over the minimal job's; behind an exclamation mark it is the whole
 * text. {@code {{x*300}}} inside a text stands for 300 times x; {@code options} are the run's: a layout, a number of attempts or a whole policy.
 */
final class ProblemExamples {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern REPEATED = Pattern.compile("\\{\\{(.)\\*(\\d+)}}");

    private ProblemExamples() {}

    record Example(String code, String change, String nearChange) {
        List<Problem> problems() {
            return problemsOf(change);
        }

        List<Problem> nearProblems() {
            return problemsOf(nearChange);
        }
    }

    static Map<String, Example> of(Class<?> codes) {
        String file = "/problems/" + codes.getSimpleName() + ".txt";
        try (InputStream text = ProblemExamples.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException("no examples in src/test/resources" + file);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ProblemExamples::read)
                    .collect(Collectors.toMap(Example::code, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Example read(String line) {
        String[] parts = line.split(" \\| ", -1);
        if (parts.length != 3) {
            throw new IllegalStateException("not CODE | change | near change: " + line);
        }
        return new Example(parts[0].strip(), parts[1].strip(), parts[2].strip());
    }

    private static List<Problem> problemsOf(String change) {
        String expanded = REPEATED.matcher(change)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
        if (expanded.startsWith("!")) {
            return problemsOf(expanded.substring(1), MAPPER.createObjectNode());
        }
        try {
            ObjectNode job = (ObjectNode) MAPPER.readTree(Jobs.minimal().build().toJson());
            lay(MAPPER.readTree(expanded), job);
            JsonNode options = job.remove("options");
            return problemsOf(job.toString(), options == null ? MAPPER.createObjectNode() : options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + change, e);
        }
    }

    private static List<Problem> problemsOf(String text, JsonNode wanted) {
        try {
            SparkJob job = SparkJob.fromJson(text);
            RunOptions options = RunOptions.key("k")
                    .layout(Layout.valueOf(wanted.path("layout").asText("SPARK")))
                    .retry(retry(wanted.path("retry")));
            List<Problem> problems = new ArrayList<>(job.warnings());
            problems.addAll(LayoutChecks.check(job, options));
            problems.addAll(RetryChecks.check(job, options));
            if (problems.stream().noneMatch(Problem::isError)) {
                job.compile(AttemptId.preview(job), options.layout());
            }
            return problems;
        } catch (InvalidJob e) {
            return e.problems();
        }
    }

    /** A number of attempts, or an object with their number, kinds and remedies. */
    private static Retry retry(JsonNode wanted) {
        Retry retry = Retry.upTo(wanted.path("attempts").asInt(wanted.asInt(1)));
        Remedy remedy = Remedy.none();
        for (JsonNode kind : wanted.path("kinds")) {
            retry = retry.on(FailureKind.valueOf(kind.asText()), more(retry));
        }
        if (wanted.has("driverMemory")) {
            remedy = remedy.driverMemory(Memory.of(wanted.get("driverMemory").asText()));
        }
        if (wanted.has("executorMemory")) {
            remedy =
                    remedy.executorMemory(Memory.of(wanted.get("executorMemory").asText()));
        }
        if (wanted.has("shufflePartitions")) {
            remedy = remedy.shufflePartitions(wanted.get("shufflePartitions").asInt());
        }
        return remedy.equals(Remedy.none()) ? retry : retry.remedy(remedy);
    }

    private static FailureKind[] more(Retry retry) {
        return retry.kinds().toArray(FailureKind[]::new);
    }

    private static void lay(JsonNode change, ObjectNode target) {
        for (Map.Entry<String, JsonNode> field : change.properties()) {
            if (field.getValue().isObject() && target.get(field.getKey()) instanceof ObjectNode inner) {
                lay(field.getValue(), inner);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
