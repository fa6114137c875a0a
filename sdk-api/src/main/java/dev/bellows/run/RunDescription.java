package dev.bellows.run;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run with everything that its record and the cluster tell at one moment. {@code toString} is a text for people.
 *
 * @param run where it stands
 * @param ended when it ended, in the API server's time
 * @param options how it is run
 * @param parameters the fields of the job that were set, by their path, such as {@code executors.memory}
 * @param attempts the attempts, oldest first
 * @param footprint what the job asks the cluster for
 * @param objects the objects that there are
 * @param events what the cluster's parts have said about the newest driver and about executors that wait, newest last
 */
public record RunDescription(
        RunSummary run,
        Optional<Instant> ended,
        RunOptions options,
        SortedMap<String, String> parameters,
        List<Attempt> attempts,
        List<Size> footprint,
        List<ObjectState> objects,
        List<Event> events) {
    /** Copies map and lists. */
    public RunDescription {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        attempts = List.copyOf(attempts);
        footprint = List.copyOf(footprint);
        objects = List.copyOf(objects);
        events = List.copyOf(events);
    }

    @Override
    public String toString() {
        return DescriptionText.of(this);
    }

    /**
     * One attempt.
     *
     * @param number its number, from 1
     * @param status {@link RunStatus#ACTIVE} until it has ended
     * @param failure why it failed, if it has
     * @param timings how long its phases took; nothing of one that has not ended
     */
    public record Attempt(int number, RunStatus status, Optional<Failure> failure, Timings timings) {}

    /**
     * What the job asks the cluster for, with a number of executors.
     *
     * @param name {@code minimum}, {@code steady} or {@code maximum}
     * @param pods the driver and the executors
     * @param millicores the CPU that they request together, in thousandths of a core
     * @param memoryMib the memory that they request together, in mebibytes
     */
    public record Size(String name, long pods, long millicores, long memoryMib) {}

    /**
     * An object of the run.
     *
     * @param kind such as {@code Pod}
     * @param name its name
     * @param state what can be said of it in a few words
     */
    public record ObjectState(String kind, String name, String state) {}

    /**
     * What a part of the cluster said.
     *
     * @param at when it said so last
     * @param object the pod that it is about
     * @param reason such as {@code FailedScheduling}
     * @param message in words
     * @param count how often it was said
     */
    public record Event(Instant at, String object, String reason, String message, int count) {}
}
