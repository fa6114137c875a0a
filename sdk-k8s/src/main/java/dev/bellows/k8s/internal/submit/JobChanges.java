package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.Footprint;
import dev.bellows.compile.ResourceCalculator;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.NodeLabel;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.supervise.JobSizes;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import java.util.List;
import java.util.stream.Stream;

/** A job as one of its attempts has it: as it was submitted, with all that was changed since. Pure. */
final class JobChanges {
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    private static final String DEFAULT_PARTITIONS = "200";
    private static final String NODE = "driver.pod.nodeRules";

    /** How many attempts are remembered for their own sake. */
    private static final int REMEMBERED = 20;

    private static final JsonMapper MAPPER = new JsonMapper();

    private JobChanges() {}

    /** The job of the attempt that follows these. A change that the job's own checks refuse is left out. */
    static SparkJob after(SparkJob submitted, List<AttemptResult> ended) {
        SparkJob job = submitted;
        for (AttemptResult attempt : ended) {
            for (Change change : attempt.changes()) {
                job = changed(job, change);
            }
        }
        return job;
    }

    /**
     * The attempts that a record need not remember any more once another one has ended: older than the last twenty, and the job would be
     * the same without them, because a later one changed the same anew. A node that was avoided so long ago may have been mended.
     */
    static List<Integer> outdated(List<AttemptResult> ended, AttemptResult last) {
        return ended.stream()
                .filter(old -> old.number() <= last.number() - REMEMBERED)
                .filter(old -> old.changes().stream()
                        .map(Change::field)
                        .allMatch(field -> field.equals(NODE)
                                || Stream.concat(ended.stream(), Stream.of(last))
                                        .filter(later -> later.number() > old.number())
                                        .flatMap(later -> later.changes().stream())
                                        .anyMatch(change -> change.field().equals(field))))
                .map(AttemptResult::number)
                .toList();
    }

    /** How large a job's pods are. */
    static JobSizes sizes(SparkJob job) {
        ResourceCalculator calculator = ResourceCalculator.of(job);
        Footprint footprint = calculator.footprint();
        String partitions = job.conf().getOrDefault(PARTITIONS, DEFAULT_PARTITIONS);
        return new JobSizes(
                new JobSizes.Role(
                        calculator.driverHeapMib(),
                        calculator.overheadMib("driver"),
                        footprint.driver().memoryMib()),
                new JobSizes.Role(
                        calculator.executorHeapMib(),
                        calculator.overheadMib("executor"),
                        footprint.executor().memoryMib()),
                footprint.minimumExecutors(),
                Integer.parseInt(partitions.matches("\\d{1,8}") ? partitions : DEFAULT_PARTITIONS),
                job.spot().isPresent());
    }

    private static SparkJob changed(SparkJob job, Change change) {
        ObjectNode tree = tree(job);
        String field = change.field();
        if (field.startsWith("conf.")) {
            tree.withObject("/conf").put(field.substring("conf.".length()), change.to());
        } else if (field.equals("spot")) {
            tree.remove("spot");
            job.spot().ifPresent(spot -> spot.labels().forEach(label -> avoid(tree, "/pod", label)));
        } else if (field.equals(NODE)) {
            avoid(tree, "/driver/pod", new NodeLabel("kubernetes.io/hostname", List.of(change.from())));
        } else {
            resize(tree, field, change.to());
        }
        try {
            return SparkJob.fromJson(tree.toString());
        } catch (InvalidJob refused) {
            return job;
        }
    }

    /** An amount that is said takes the place of all that said it otherwise. */
    private static void resize(ObjectNode tree, String field, String amount) {
        int dot = field.indexOf('.');
        ObjectNode role = tree.withObject("/" + field.substring(0, dot));
        String name = field.substring(dot + 1);
        if (name.equals("memoryOverhead")) {
            role.remove(List.of("memoryOverheadFactor", "minMemoryOverhead"));
        }
        role.put(name, amount.replace("Mi", "m"));
    }

    private static void avoid(ObjectNode tree, String shape, NodeLabel nodes) {
        ObjectNode rule = tree.withObject(shape).withArray("/nodeRules").addObject();
        rule.put("key", nodes.key()).put("operator", "NotIn");
        nodes.values().forEach(rule.putArray("values")::add);
    }

    private static ObjectNode tree(SparkJob job) {
        try {
            JsonNode tree = MAPPER.readTree(job.toJson());
            return (ObjectNode) tree;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job is written as JSON", e);
        }
    }
}
