package dev.bellows.k8s.internal.sweep;

import dev.bellows.k8s.internal.supervise.LateVerdict;
import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.run.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The end of a run that no process has watched to it: nothing of it runs, and its record does not tell how it ended. Pure.
 *
 * @param run the run, as it was listed
 * @param unfollowed whether the end of its attempt stands in the record, and no other one followed
 * @param result how it ended
 * @param at when that was; empty if it cannot be known
 * @param drivers the UIDs of its driver pods, which have ended
 */
record Unwatched(SweepFacts.Run run, boolean unfollowed, RunResult result, Optional<Instant> at, Set<String> drivers) {
    /** For longer than this no process that watches a run leaves its end unwritten: the API server may have been away. */
    static final Duration LEAST = Duration.ofHours(1);

    /** The end of a run without an outcome, unless something of it may still run. */
    static Optional<Unwatched> of(SweepFacts.Run run, List<SweepFacts.Driver> drivers) {
        if (drivers.stream().anyMatch(driver -> driver.ended().isEmpty())) {
            return Optional.empty();
        }
        RecordFacts record = run.record();
        Set<String> uids = drivers.stream().map(driver -> driver.pod().uid()).collect(Collectors.toSet());
        List<SweepFacts.Driver> own =
                drivers.stream().filter(driver -> isOf(record, driver.pod())).toList();
        if (record.hasEnded(record.attempt())) {
            Optional<Instant> end =
                    own.stream().flatMap(driver -> driver.ended().stream()).max(Comparator.naturalOrder());
            return Optional.of(new Unwatched(run, true, LateVerdict.withoutDriver(run.id(), record), end, uids));
        }
        Optional<SweepFacts.Driver> last = own.stream()
                .filter(driver -> driver.pod().attempt() == record.attempt())
                .findFirst();
        RunResult result = last.map(driver -> LateVerdict.byDriver(run.id(), record, driver.pod()))
                .orElseGet(() -> LateVerdict.withoutDriver(run.id(), record));
        Optional<Instant> end = last.flatMap(SweepFacts.Driver::ended).or(() -> neverBegun(record));
        return Optional.of(new Unwatched(run, false, result, end, uids));
    }

    /** The same by a driver that is in no list; empty if it is another run's, or may still run. */
    static Optional<Unwatched> byDriver(SweepFacts.Run run, PodFacts driver, Optional<Instant> ended) {
        return isOf(run.record(), driver)
                ? of(run, List.of(new SweepFacts.Driver(run.id().runName(), driver, "", ended, Optional.empty())))
                : Optional.empty();
    }

    /** When a driver went that was seen is not known. */
    private static Optional<Instant> neverBegun(RecordFacts record) {
        return Optional.of(record.notBefore().plus(record.options().submissionDeadline()))
                .filter(given -> record.driverUid().isEmpty());
    }

    private static boolean isOf(RecordFacts record, PodFacts driver) {
        return driver.owner().equals(record.uid())
                || record.driverUid().filter(driver.uid()::equals).isPresent();
    }

    /** The last time of which is known that the run had not ended. */
    Instant alive() {
        return at.orElseGet(() -> run.record().notBefore());
    }
}
