package dev.bellows.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Timeline.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A time line as a page. Texts become text of the page, never markup; the page may run no script but its own, and load nothing. Pure. */
final class TimelinePage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String PAGE = resource("timeline.html");
    private static final String STYLE = resource("timeline.css");
    private static final String SCRIPT = Stream.of("data", "chart", "pointer")
            .map(part -> resource("timeline-" + part + ".js"))
            .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));

    private TimelinePage() {}

    static String of(Timeline timeline) {
        Map<String, String> parts = Map.of(
                "policy", policy(SCRIPT),
                "title", escaped(timeline.run().jobName() + " " + timeline.run().key()),
                "job", escaped(timeline.run().jobName()),
                "status", escaped(timeline.status().toString()),
                "summary", items(TimelineText.of(timeline)),
                "happened", happened(timeline),
                "style", STYLE,
                "data", json(TimelineData.of(timeline)),
                "script", SCRIPT);
        // In one pass: what looks like a place in a text of the run stays what it is.
        return PLACE.matcher(PAGE)
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)))));
    }

    private static String items(List<String> texts) {
        return texts.stream().map(text -> "<li>" + escaped(text) + "</li>").collect(Collectors.joining("\n"));
    }

    private static String happened(Timeline timeline) {
        return Stream.concat(
                        timeline.events().stream(),
                        timeline.decisions().stream().map(TimelinePage::event))
                .sorted(Comparator.comparing(Event::at))
                .map(event -> "<li><time>" + since(timeline.from(), event.at()) + "</time> " + escaped(event.text())
                        + "</li>")
                .collect(Collectors.joining("\n"));
    }

    private static Event event(Decision decision) {
        return new Event(decision.at(), decision.toString());
    }

    private static String since(Instant start, Instant at) {
        Duration time = at.isBefore(start) ? Duration.ZERO : Duration.between(start, at);
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Nothing in it can end the element that it stands in, nor open a comment. */
    private static String json(ObjectNode data) {
        return data.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String policy(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
                    + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(TimelinePage.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
