package dev.bellows.testkit.internal.simulation;

import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.Step;

/** What a fault does to the world beside the step at which it happens: to the process, to the API server, to objects. */
@FunctionalInterface
public interface Disturbance {
    /** Does it. */
    void happen(Step step, Fault fault);
}
