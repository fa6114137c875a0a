/**
 * JUnit 5 and simulated clusters. JUnit itself is an optional dependency of the testkit: a project that uses this package brings its own.
 *
 * <p>A driver is evicted once; the second attempt succeeds, all within nine minutes:
 *
 * <pre>{@code
 * @Test
 * void an_eviction_costs_one_attempt(SimulatedCluster cluster) {
 *     cluster.job("daily")
 *             .driverRunsFor(ofMinutes(5))
 *             .thenIsEvicted()
 *             .thenRunsFor(ofMinutes(3))
 *             .thenSucceeds();
 *
 *     SparkRun run = cluster.spark().submit(job, RunOptions.key("2026-11-20").retry(Retry.upTo(2)));
 *     cluster.advance(ofMinutes(9));
 *
 *     assertThat(run).succeeded().hasAttempts(2);
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
 *     cluster.job("daily").driverRunsFor(ofMinutes(5)).thenExits(3);
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
