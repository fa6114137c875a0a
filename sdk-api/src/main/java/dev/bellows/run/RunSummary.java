package dev.bellows.run;

import java.time.Instant;
import java.util.Optional;

/**
 * A run as its record tells it, without being watched.
 *
 * @param id the run
 * @param status where it stands; {@link RunStatus#ACTIVE} also while an attempt waits for its pod
 * @param attempt the attempt under way or the last one, from 1
 * @param submitted when it was submitted, in the API server's time
 * @param result how it ended, if it has
 */
public record RunSummary(RunId id, RunStatus status, int attempt, Instant submitted, Optional<RunResult> result) {}
