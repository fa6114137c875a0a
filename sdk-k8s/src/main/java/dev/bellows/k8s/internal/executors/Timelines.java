package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.RunStory.Course;
import dev.bellows.k8s.internal.executors.TimelineLog.Contents;
import dev.bellows.k8s.internal.executors.TimelineLog.Life;
import dev.bellows.k8s.internal.executors.TimelineLog.Who;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunId;
import dev.bellows.run.RunState;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Timeline;
import dev.bellows.run.Timeline.Attempt;
import dev.bellows.run.Timeline.Bar;
import dev.bellows.run.Timeline.Span;
import dev.bellows.run.Timeline.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Time lines, from what events told and readings saw. Pure. */
final class Timelines {
    private static final int MOST_EXECUTORS = 2_000;
    private static final int MOST_EVENTS = 1_000;

    private final Instant until;
    private final RunStory story;
    private final Contents seen;

    private Timelines(Instant until, RunStory story, Contents seen) {
        this.until = until;
        this.story = story;
        this.seen = seen;
    }

    static Timeline of(
            RunId run, RunState state, Instant now, List<RunEvent> events, Contents seen, List<Decision> decisions) {
        Instant until = events.stream()
                .filter(RunEvent.Ended.class::isInstance)
                .map(RunEvent::at)
                .findFirst()
                .orElse(now);
        Instant from = events.stream().map(RunEvent::at).findFirst().orElse(until);
        Timelines made = new Timelines(until, RunStory.of(events, state.attempt(), until), seen);
        List<Bar> bars = made.bars();
        List<Bar> kept = bars.stream()
                .sorted(Comparator.comparing(Bar::to).reversed())
                .limit(MOST_EXECUTORS)
                .sorted(Comparator.comparing(Bar::from)
                        .thenComparingInt(Bar::attempt)
                        .thenComparingInt(Bar::id))
                .toList();
        List<Timeline.Event> told = made.story.told();
        return new Timeline(
                run,
                state.status(),
                from,
                until,
                made.story.attempts(),
                kept,
                bars.size() - kept.size(),
                seen.samples(),
                seen.stages().stream().sorted(Comparator.comparing(Stage::from)).toList(),
                told.subList(Math.max(0, told.size() - MOST_EVENTS), told.size()),
                decisions);
    }

    private List<Bar> bars() {
        Set<Who> all = new LinkedHashSet<>(story.courses().keySet());
        all.addAll(seen.lives().keySet());
        return all.stream().map(this::bar).toList();
    }

    private Bar bar(Who who) {
        Course course = story.courses().get(who);
        Life life = seen.lives().get(who);
        List<Span> spans = life == null ? List.of() : life.spans();
        Instant from = course == null ? spans.get(0).from() : course.begun();
        Instant over = course == null ? null : course.over();
        Instant to = latest(from, over == null ? endOf(who.attempt()) : over);
        ExecutorEnd end = course == null ? null : course.end();
        String node = life == null || life.node().isEmpty() ? (course == null ? "" : course.node()) : life.node();
        return new Bar(
                who.attempt(),
                who.id(),
                node,
                life != null && life.spot(),
                whole(spans, course == null ? from : course.ran(), from, to),
                end == null ? "" : text(end),
                end != null && RunStory.isFailure(end));
    }

    /** What was seen, and between it what must have been. */
    private static List<Span> whole(List<Span> seen, @Nullable Instant ran, Instant from, Instant to) {
        List<Span> spans = new ArrayList<>();
        Instant at = from;
        for (Span span : seen) {
            if (span.from().isBefore(to)) {
                at = unseen(spans, ran, at, span.from());
                Instant end = earliest(to, span.to());
                spans.add(new Span(at, latest(at, end), span.state(), span.liveShuffleBytes(), span.why()));
                at = latest(at, end);
            }
        }
        boolean seenLately = !spans.isEmpty()
                && spans.get(spans.size() - 1).to().equals(at)
                && Duration.between(at, to).compareTo(TimelineLog.LOOKED_AWAY) <= 0;
        if (seenLately && at.isBefore(to)) {
            Span last = spans.remove(spans.size() - 1);
            spans.add(new Span(last.from(), to, last.state(), last.liveShuffleBytes(), last.why()));
        } else {
            unseen(spans, ran, at, to);
        }
        if (spans.isEmpty()) {
            spans.add(new Span(from, to, ran == null ? ExecutorState.PENDING : ExecutorState.RUNNING, 0, ""));
        }
        return spans;
    }

    /** Fills a time in which nobody looked, as far as events tell, and says where it ends. */
    private static Instant unseen(List<Span> spans, @Nullable Instant ran, Instant from, Instant to) {
        Instant running = ran == null ? to : latest(from, earliest(ran, to));
        if (from.isBefore(running)) {
            spans.add(new Span(from, running, ExecutorState.PENDING, 0, ""));
        }
        if (running.isBefore(to)) {
            spans.add(new Span(running, to, ExecutorState.RUNNING, 0, ""));
        }
        return latest(from, to);
    }

    private Instant endOf(int attempt) {
        return story.attempts().stream()
                .filter(known -> known.number() == attempt)
                .map(Attempt::to)
                .findFirst()
                .orElse(until);
    }

    private static String text(ExecutorEnd end) {
        Optional<String> code = end.exitCode().stream()
                .mapToObj(number -> "exit code " + number)
                .findFirst();
        String reason = end.reason();
        return code.map(known -> reason.isEmpty() ? known : known + " (" + reason + ")")
                .orElse(reason.isEmpty() ? "deleted" : reason);
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
