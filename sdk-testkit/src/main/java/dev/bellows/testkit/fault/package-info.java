/**
 * What may go wrong in a {@link dev.bellows.testkit.SimulatedCluster}: a {@link dev.bellows.testkit.fault.Fault} is one mishap, a
 * {@link dev.bellows.testkit.fault.FaultPlan} says at which steps which of them happen. A plan is data: with the scenario and the seed
 * it tells a whole story, and tells it the same way each time.
 */
@NullMarked
package dev.bellows.testkit.fault;

import org.jspecify.annotations.NullMarked;
