package dev.bellows.k8s.internal.perform;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a log has been heard: of a stream that is opened again it tells the lines that are new, whether or not its file has been replaced
 * meanwhile. Lines are known by the time at which they were printed; where a server does not say it, they are counted. Not thread-safe.
 */
final class LogPosition {
    /** So many times of lines are known: what was printed at once may come in any order. */
    private static final int REMEMBERED = 1000;

    /** A stream is asked for from so long before the last line: the lines of two outputs may overtake each other. */
    private static final Duration OVERLAP = Duration.ofSeconds(1);

    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    private final Deque<Moment> moments = new ArrayDeque<>();
    private long counted;

    /** Whatever was printed up to this time was heard. */
    private Instant before = Instant.MIN;

    // The stream under way.
    private Map<Instant, Integer> known = Map.of();
    private Instant since = Instant.MIN;
    private long passed;
    private boolean fresh = true;
    private boolean stamped;

    /**
     * Lines that were printed at one time: some runtimes have one time for all that they read at once.
     *
     * @param time the time
     * @param lines how many were heard in a row
     */
    private record Moment(Instant time, int lines) {}

    /** A stream begins; from when on its lines are wanted, unless all are. */
    Optional<Instant> begin() {
        known = new HashMap<>();
        moments.forEach(moment -> known.merge(moment.time, moment.lines, Integer::sum));
        since = before;
        passed = 0;
        stamped = false;
        return Optional.ofNullable(moments.peekLast()).map(last -> last.time.minus(OVERLAP));
    }

    /** The text of a line if it is new. */
    Optional<String> heard(String line) {
        Optional<Instant> time = time(line);
        if (time.isPresent()) {
            stamped = true;
            fresh = isNew(time.get());
            return fresh ? Optional.of(line.substring(line.indexOf(' ') + 1)) : Optional.empty();
        }
        // Without a time it goes on with the line before, or is a server's that does not tell times.
        if (!stamped) {
            fresh = ++passed > counted;
            counted = Math.max(counted, passed);
        }
        return fresh ? Optional.of(line) : Optional.empty();
    }

    private boolean isNew(Instant time) {
        if (!time.isAfter(since)) {
            return false;
        }
        Integer left = known.get(time);
        if (left != null) {
            known.put(time, left - 1);
        }
        if (left != null && left > 0) {
            return false;
        }
        remember(time);
        return true;
    }

    private void remember(Instant time) {
        Moment last = moments.peekLast();
        if (last != null && last.time.equals(time)) {
            moments.removeLast();
            moments.add(new Moment(time, last.lines + 1));
            return;
        }
        moments.add(new Moment(time, 1));
        if (moments.size() > REMEMBERED) {
            Instant oldest = moments.remove().time;
            before = oldest.isAfter(before) ? oldest : before;
        }
    }

    private static Optional<Instant> time(String line) {
        int end = line.indexOf(' ');
        if (end < SHAPE.length() || !hasShape(line)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(line.substring(0, end)).toInstant());
        } catch (DateTimeParseException e) {
            // It only looked like one.
            return Optional.empty();
        }
    }

    private static boolean hasShape(String line) {
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char found = line.charAt(i);
            if (wanted == 'd' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }
}
