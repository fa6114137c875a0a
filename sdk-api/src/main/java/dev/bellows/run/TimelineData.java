package dev.bellows.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.run.Timeline.Bar;
import dev.bellows.run.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A time line as its page's script reads it: times in milliseconds since its begin, each text once. Pure. */
final class TimelineData {
    private static final List<ExecutorState> STATES = List.of(ExecutorState.values());

    private final Timeline timeline;
    private final ObjectNode data = JsonNodeFactory.instance.objectNode();
    private final Map<String, Integer> texts = new LinkedHashMap<>();

    private TimelineData(Timeline timeline) {
        this.timeline = timeline;
    }

    static ObjectNode of(Timeline timeline) {
        TimelineData made = new TimelineData(timeline);
        made.write();
        return made.data;
    }

    private void write() {
        data.put("run", timeline.run().toString());
        data.put("begin", timeline.from().toEpochMilli());
        data.put("length", Math.max(1, since(timeline.to())));
        ArrayNode states = data.putArray("states");
        STATES.forEach(state -> states.add(state.toString()));
        attempts();
        ArrayNode bars = data.putArray("bars");
        timeline.executors().forEach(bar -> bar(bars.addArray(), bar));
        ArrayNode samples = data.putArray("samples");
        timeline.samples()
                .forEach(sample -> samples.addArray()
                        .add(since(sample.at()))
                        .add(number(sample.target()))
                        .add(number(sample.needed()))
                        .add(sample.liveShuffleBytes()));
        ArrayNode stages = data.putArray("stages");
        timeline.stages()
                .forEach(stage -> stages.addArray()
                        .add(since(stage.from()))
                        .add(since(stage.to()))
                        .add("stage " + stage.id()
                                + (stage.attempt() > 0 ? " (try " + (stage.attempt() + 1) + ")" : ""))
                        .add(text(stage.name()))
                        .add(stage.tasks())
                        .add(text(stage.status())));
        ArrayNode events = data.putArray("events");
        timeline.events()
                .forEach(event -> events.addArray().add(since(event.at())).add(text(event.text())));
        ArrayNode decisions = data.putArray("decisions");
        timeline.decisions()
                .forEach(decision -> decisions
                        .addArray()
                        .add(since(decision.at()))
                        .add(decision.executor())
                        .add(decision.outcome().toString())
                        .add(text(decision.why())));
        ArrayNode known = data.putArray("texts");
        texts.keySet().forEach(known::add);
    }

    private void attempts() {
        ArrayNode attempts = data.putArray("attempts");
        timeline.attempts()
                .forEach(attempt -> attempts.addArray()
                        .add(attempt.number())
                        .add(since(attempt.from()))
                        .add(since(attempt.to()))
                        .add(text(attempt.outcome())));
    }

    private void bar(ArrayNode row, Bar bar) {
        row.add(bar.attempt())
                .add(bar.id())
                .add(text(bar.node()))
                .add(bar.spot() ? 1 : 0)
                .add(text(bar.end()))
                .add(bar.failed() ? 1 : 0);
        ArrayNode spans = row.addArray();
        for (Span span : bar.spans()) {
            spans.add(since(span.from()))
                    .add(since(span.to()))
                    .add(STATES.indexOf(span.state()))
                    .add(span.liveShuffleBytes())
                    .add(text(span.why()));
        }
    }

    private static int number(OptionalInt number) {
        return number.orElse(-1);
    }

    private int text(String text) {
        return texts.computeIfAbsent(text, any -> texts.size());
    }

    private long since(Instant at) {
        long millis = Duration.between(timeline.from(), at).toMillis();
        return Math.min(
                Math.max(0, millis),
                Duration.between(timeline.from(), timeline.to()).toMillis());
    }
}
