package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.TimelineLog.Who;
import dev.bellows.run.ExecutorCause;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import dev.bellows.run.Timeline.Attempt;
import dev.bellows.run.Timeline.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's events tell of its attempts and executors. Reading one says whether it is to be told as it is. */
final class RunStory implements RunEvent.Reader<Boolean> {
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Event> told = new ArrayList<>();
    private final Map<Who, Course> courses = new LinkedHashMap<>();
    private int attempt;
    private @Nullable Instant begun;

    private RunStory(int first) {
        this.attempt = first;
    }

    /** An executor's course. */
    static final class Course {
        private final Instant begun;
        private @Nullable Instant ran;
        private @Nullable Instant over;
        private @Nullable ExecutorEnd end;
        private String node = "";

        private Course(Instant begun) {
            this.begun = begun;
        }

        Instant begun() {
            return begun;
        }

        @Nullable
        Instant ran() {
            return ran;
        }

        @Nullable
        Instant over() {
            return over;
        }

        @Nullable
        ExecutorEnd end() {
            return end;
        }

        String node() {
            return node;
        }
    }

    /**
     * The story of events.
     *
     * @param current the attempt under way, or the last one
     * @param until when it is told
     */
    static RunStory of(List<RunEvent> events, int current, Instant until) {
        int first = events.stream()
                .filter(RunEvent.AttemptFailed.class::isInstance)
                .map(event -> ((RunEvent.AttemptFailed) event).attempt().number())
                .findFirst()
                .orElse(current);
        RunStory story = new RunStory(first);
        for (RunEvent event : events) {
            story.begun = story.begun == null ? event.at() : story.begun;
            if (event.read(story)) {
                story.told.add(new Event(event.at(), event.toString()));
            }
        }
        if (story.begun != null) {
            story.attempts.add(new Attempt(story.attempt, story.begun, until, ""));
        }
        return story;
    }

    /** The attempts, oldest first. */
    List<Attempt> attempts() {
        return attempts;
    }

    /** What happened to the run, and to executors that failed. */
    List<Event> told() {
        return told;
    }

    /** The executors, in the order of their begin. */
    Map<Who, Course> courses() {
        return courses;
    }

    @Override
    public Boolean submitted(RunEvent.Submitted event) {
        return true;
    }

    @Override
    public Boolean queued(RunEvent.Queued event) {
        return true;
    }

    @Override
    public Boolean driverPending(RunEvent.DriverPending event) {
        return true;
    }

    @Override
    public Boolean driverRunning(RunEvent.DriverRunning event) {
        return true;
    }

    @Override
    public Boolean executorPending(RunEvent.ExecutorPending event) {
        course(event.id(), event.at());
        return false;
    }

    @Override
    public Boolean executorRunning(RunEvent.ExecutorRunning event) {
        Course course = course(event.id(), event.at());
        course.ran = event.at();
        course.node = event.node();
        return false;
    }

    @Override
    public Boolean executorEnded(RunEvent.ExecutorEnded event) {
        Course course = course(event.end().id(), event.at());
        course.over = event.at();
        course.end = event.end();
        return isFailure(event.end());
    }

    @Override
    public Boolean attemptFailed(RunEvent.AttemptFailed event) {
        close(
                event.attempt().number(),
                event.at(),
                event.attempt().failure().kind().toString());
        attempt = event.attempt().number() + 1;
        begun = event.at();
        return true;
    }

    @Override
    public Boolean ended(RunEvent.Ended event) {
        RunResult result = event.result();
        String outcome = result.failure()
                .map(failure -> failure.kind().toString())
                .orElse(result.status().toString());
        close(attempt, event.at(), outcome);
        begun = null;
        return true;
    }

    /** Whether an end was none that Spark or somebody asked for: those are told by a signal. */
    static boolean isFailure(ExecutorEnd end) {
        boolean error = end.exitCode().orElse(0) != 0;
        return end.cause() == ExecutorCause.ERROR ? error : end.cause() != ExecutorCause.KILLED;
    }

    private Course course(int id, Instant at) {
        return courses.computeIfAbsent(new Who(attempt, id), any -> new Course(at));
    }

    private void close(int number, Instant at, String outcome) {
        attempts.add(new Attempt(number, begun == null ? at : begun, at, outcome));
    }
}
