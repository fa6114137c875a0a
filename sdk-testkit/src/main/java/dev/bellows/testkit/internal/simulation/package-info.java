/**
 * The way from the SDK to the store in a simulation: one {@link dev.bellows.testkit.internal.simulation.SimulatedPort} a process, whose
 * calls take virtual time, may fail on the way there or back, and are written down in a trace.
 */
@NullMarked
package dev.bellows.testkit.internal.simulation;

import org.jspecify.annotations.NullMarked;
