package dev.bellows.run;

import dev.bellows.run.Scaling.Decision;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * What this process has seen of a run's executors, from its first event on. When executors begin and end is known of each run that is
 * watched; what they do in between, and what Spark wants, only of the times at which somebody looked ({@link SparkRun#executors()}) or a
 * policy did ({@link SparkRun#tend}). Times are this process's, those of stages the driver's. Immutable; {@code toString} is a text for
 * people.
 *
 * @param run the run
 * @param status where it stood
 * @param from its first event
 * @param to its end, or when this was asked for
 * @param attempts its attempts, oldest first
 * @param executors its executors, in the order in which they began, at most 2,000
 * @param forgotten how many more there were, which ended before
 * @param samples what Spark wanted and executors held, oldest first, at most 1,000
 * @param stages the stages that the driver told of, at most 500, by their begin
 * @param events what happened to the run as a whole, and to executors that ended with an error, oldest first, at most 1,000
 * @param decisions what was decided about single executors through this process, oldest first, at most 500
 */
public record Timeline(
        RunId run,
        RunStatus status,
        Instant from,
        Instant to,
        List<Attempt> attempts,
        List<Bar> executors,
        int forgotten,
        List<Sample> samples,
        List<Stage> stages,
        List<Event> events,
        List<Decision> decisions) {
    /** Copies the lists. */
    public Timeline {
        attempts = List.copyOf(attempts);
        executors = List.copyOf(executors);
        samples = List.copyOf(samples);
        stages = List.copyOf(stages);
        events = List.copyOf(events);
        decisions = List.copyOf(decisions);
    }

    /**
     * The time line as a page for a browser: one text that needs nothing else, on a wide screen and on a phone, light or dark as the
     * reader has it.
     */
    public String html() {
        return TimelinePage.of(this);
    }

    @Override
    public String toString() {
        return String.join("\n", TimelineText.of(this));
    }

    /**
     * An attempt.
     *
     * @param number its number, from 1
     * @param from its first event
     * @param to its end, or that of the time line
     * @param outcome how it ended; empty while it is under way
     */
    public record Attempt(int number, Instant from, Instant to, String outcome) {}

    /**
     * An executor.
     *
     * @param attempt its attempt
     * @param id Spark's executor id
     * @param node its node; empty if it had none, or none was seen
     * @param spot whether it was seen to ask for nodes that may be taken away
     * @param spans what it did, one after the other, at least one
     * @param end how it ended; empty if it has not, or nobody saw
     * @param failed whether it ended with an error
     */
    public record Bar(int attempt, int id, String node, boolean spot, List<Span> spans, String end, boolean failed) {
        /** Copies the list. */
        public Bar {
            spans = List.copyOf(spans);
        }

        /** When it began. */
        public Instant from() {
            return spans.get(0).from();
        }

        /** When it ended, or the time line does. */
        public Instant to() {
            return spans.get(spans.size() - 1).to();
        }
    }

    /**
     * A time in which an executor did one thing.
     *
     * @param from when it was seen first
     * @param to when something else was seen
     * @param state what it did; {@link ExecutorState#RUNNING} while nobody looked
     * @param liveShuffleBytes the most shuffle data that running work needed of it
     * @param why why it was kept; empty while nobody looked
     */
    public record Span(Instant from, Instant to, ExecutorState state, long liveShuffleBytes, String why) {}

    /**
     * What Spark wanted and executors held at a moment.
     *
     * @param at when
     * @param target how many executors Spark wanted; empty if the driver did not tell
     * @param needed how many its tasks could use; empty if the driver did not tell
     * @param liveShuffleBytes the shuffle data that running work needed, of all executors
     */
    public record Sample(Instant at, OptionalInt target, OptionalInt needed, long liveShuffleBytes) {}

    /**
     * A try of a stage.
     *
     * @param id its number
     * @param attempt which try, from 0
     * @param name what Spark calls it, usually the line of code
     * @param tasks its tasks
     * @param from when it was submitted, in the driver's time
     * @param to when it was complete, in the driver's time, or when it was last told of
     * @param status Spark's word for how it went, such as {@code COMPLETE}
     */
    public record Stage(int id, int attempt, String name, int tasks, Instant from, Instant to, String status) {}

    /**
     * What happened.
     *
     * @param at when
     * @param text in words
     */
    public record Event(Instant at, String text) {}
}
