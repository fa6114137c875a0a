/**
 * JUnit 5 and simulated clusters. JUnit itself is an optional dependency of the testkit: a project that uses this package brings its own.
 *
 * <p>A driver that runs out of memory is told from an application that fails:
 *
 * <pre>{@code
 * @Test
 * void a_driver_without_memory_is_told_as_such(SimulatedCluster cluster) {
 *     cluster.job("daily-revenue").driverRunsFor(ofMinutes(5)).thenRunsOutOfMemory();
 *
 *     SparkRun run = cluster.spark().submit(job, RunOptions.key("2026-11-20"));
 *     cluster.advance(ofMinutes(6));
 *
 *     assertThat(run).failedWith(FailureKind.DRIVER_OOM);
 * }
 * }</pre>
 *
 * <p>A service dies and is started again; it submits the same key once more and gets the run that is under way:
 *
 * <pre>{@code
 * @Test
 * void a_service_that_starts_again_finds_its_run(SimulatedCluster cluster) {
 *     cluster.spark().submit(job, RunOptions.key("2026-11-20"));
 *     cluster.advance(ofSeconds(30));
 *     cluster.kill(cluster.spark());
 *
 *     SparkKubernetes restarted = cluster.connect(ConnectOptions.ambient());
 *     SparkRun run = restarted.submit(job, RunOptions.key("2026-11-20"));
 *     cluster.advance(ofMinutes(2));
 *
 *     assertThat(run).succeeded().hasAttempts(1);
 * }
 * }</pre>
 *
 * <p>The API server is away while the driver ends; nothing is missed:
 *
 * <pre>{@code
 * @Test
 * void an_outage_of_the_api_server_changes_no_result(SimulatedCluster cluster) {
 *     cluster.job("daily-revenue").driverRunsFor(ofMinutes(5)).thenExits(3);
 *
 *     SparkRun run = cluster.spark().submit(job, RunOptions.key("2026-11-20"));
 *     cluster.advance(ofMinutes(1));
 *     cluster.apiServerDown(ofMinutes(10));
 *     cluster.advance(ofMinutes(15));
 *
 *     assertThat(run).failedWith(FailureKind.APPLICATION_ERROR);
 * }
 * }</pre>
 */
@NullMarked
package dev.bellows.testkit.junit;

import org.jspecify.annotations.NullMarked;
