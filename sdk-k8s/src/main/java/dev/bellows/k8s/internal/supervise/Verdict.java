package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.Failure;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.util.Optional;

/**
 * How an attempt ended, as it was judged.
 *
 * @param status what it means for a run that has no other attempt
 * @param failure why it failed, if it did
 * @param timings how long its phases took
 */
record Verdict(RunStatus status, Optional<Failure> failure, Timings timings) {}
