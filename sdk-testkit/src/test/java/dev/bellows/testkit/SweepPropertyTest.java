package dev.bellows.testkit;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunSelector;
import dev.bellows.run.RunStatus;
import dev.bellows.run.RunSummary;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import dev.bellows.run.SweepReport.What;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Services that share a namespace, with runs in every state: a sweep touches its own client's ended runs and nothing else.
 * {@code -Dbellows.seeds=N} says how many stories, {@code -Dbellows.seed=S} with which seed they begin.
 */
class SweepPropertyTest {
    private static final int STORIES = 20;
    private static final String MINE = "billing";
    private static final List<String> CLIENTS = List.of(MINE, "billing-2", "bill", "default");
    private static final int JOBS = 12;

    /** Labels that copies of records lack; one lacks none. */
    private static final List<String> TWINS = List.of(BellowsLabels.CLIENT, BellowsLabels.MANAGED_BY, "none");

    @Test
    void nothing_of_another_client_is_touched_and_nothing_that_has_not_ended() {
        long first = Long.getLong("bellows.seed", 1);
        int stories = Integer.getInteger("bellows.seeds", STORIES);
        long removed = LongStream.range(first, first + stories)
                .map(seed -> new Story(seed).tell())
                .sum();

        System.out.println(stories + " sweeps from seed " + first + ", " + removed + " removals");
        assertThat(removed).isGreaterThan(stories);
    }

    private static final class Story {
        private final long seed;
        private final Random random;

        Story(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        /** Tells how much was removed. */
        int tell() {
            try (SimulatedCluster cluster = SimulatedCluster.seeded(seed)) {
                live(cluster);
                strangers(cluster);
                cluster.advance(ofMinutes(10));
                SparkKubernetes mine = cluster.connect(ConnectOptions.ambient().client(MINE));
                List<RunSummary> runs = cluster.await(mine.runs(RunSelector.all()));
                Set<String> live = live(cluster.objects().list(Pod.class, "spark-role=driver"));
                Map<String, String> before = objects(cluster);
                SweepPolicy policy = policy();
                SweepReport report = cluster.await(mine.sweep(policy));
                cluster.advance(ofMinutes(5));
                judge(runs, live, before, objects(cluster), report, policy);
                return policy.isDryRun() ? 0 : report.removed().size();
            }
        }

        /** Every client's runs, until nothing happens any more; half the processes go before they have seen the end. */
        private void live(SimulatedCluster cluster) {
            for (String client : CLIENTS) {
                SparkKubernetes spark = cluster.connect(ConnectOptions.ambient().client(client));
                for (int i = 0; i < JOBS; i++) {
                    JobScript script = cluster.job(client + "-" + i);
                    Duration runs = random.nextInt(4) == 0 ? ofDays(90) : ofMinutes(1 + random.nextInt(9));
                    script.driverRunsFor(runs).thenExits(random.nextInt(3));
                    spark.submit(job(client + "-" + i), options());
                }
                cluster.advance(ofMinutes(random.nextBoolean() ? 5 : 30));
                cluster.kill(spark);
            }
            cluster.advance(ofHours(1 + random.nextInt(60)));
        }

        private RunOptions options() {
            Retention retention = new Retention(ofHours(random.nextInt(20)), ofHours(random.nextInt(80)));
            boolean compact = random.nextInt(3) == 0;
            return RunOptions.key("k")
                    .retention(retention)
                    .retry(Retry.upTo(compact ? 1 : 1 + random.nextInt(2)))
                    .layout(compact ? Layout.COMPACT : Layout.SPARK);
        }

        private static SparkJob job(String name) {
            return SparkJob.builder()
                    .name(name)
                    .image("registry.example.com/spark:4.1.1")
                    .jar("local:///opt/app.jar", "com.acme.App")
                    .build();
        }

        /** Objects that look like ours, one label apart, and executors that stay behind. */
        private void strangers(SimulatedCluster cluster) {
            for (ConfigMap record : cluster.objects().list(ConfigMap.class)) {
                if (random.nextInt(3) == 0) {
                    ConfigMap twin = new ConfigMapBuilder(record).build();
                    twin.getMetadata().setName("twin-" + record.getMetadata().getName());
                    int missing = random.nextInt(TWINS.size());
                    twin.getMetadata().getLabels().remove(TWINS.get(missing));
                    cluster.objects().create(ConfigMap.class, twin);
                }
            }
            Set<String> runs = new HashSet<>();
            for (Pod driver : cluster.objects().list(Pod.class, "spark-role=driver")) {
                boolean first = runs.add(driver.getMetadata().getLabels().get(BellowsLabels.RUN));
                if (first && random.nextInt(3) == 0) {
                    cluster.objects().create(Pod.class, executor(driver));
                }
            }
        }

        private static Pod executor(Pod driver) {
            return new PodBuilder()
                    .withNewMetadata()
                    .withName(driver.getMetadata().getName() + "-stray")
                    .withNamespace("default")
                    .withLabels(driver.getMetadata().getLabels())
                    .addToLabels("spark-role", "executor")
                    .addToLabels("spark-exec-id", "9")
                    .addNewOwnerReference()
                    .withApiVersion("v1")
                    .withKind("Pod")
                    .withName(driver.getMetadata().getName())
                    .withUid(driver.getMetadata().getUid())
                    .withController(true)
                    .endOwnerReference()
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("spark-kubernetes-executor")
                    .withImage("any")
                    .endContainer()
                    .endSpec()
                    .build();
        }

        private SweepPolicy policy() {
            SweepPolicy policy = random.nextBoolean()
                    ? SweepPolicy.byRetention()
                    : SweepPolicy.endedBefore(ofHours(random.nextInt(40)));
            if (random.nextInt(3) == 0) {
                policy = policy.keep(RunStatus.SUCCEEDED, ofDays(30));
            }
            return random.nextInt(6) == 0 ? policy.dryRun() : policy;
        }

        /** The runs of which a driver may still run. */
        private static Set<String> live(List<Pod> drivers) {
            return drivers.stream()
                    .filter(driver -> !List.of("Succeeded", "Failed")
                            .contains(driver.getStatus().getPhase()))
                    .map(driver -> driver.getMetadata().getLabels().get(BellowsLabels.RUN))
                    .collect(Collectors.toSet());
        }

        private void judge(
                List<RunSummary> runs,
                Set<String> live,
                Map<String, String> before,
                Map<String, String> after,
                SweepReport report,
                SweepPolicy policy) {
            assertThat(of(others(before), after))
                    .as("others' objects, seed %s", seed)
                    .isEqualTo(others(before));
            assertThat(report.failed()).as("seed %s", seed).isEmpty();
            if (policy.isDryRun()) {
                assertThat(after).as("a dry run, seed %s", seed).isEqualTo(before);
                return;
            }
            report.removed().stream()
                    .filter(removal -> removal.what() == What.RUN)
                    .forEach(removal -> {
                        assertThat(live).as("seed %s", seed).doesNotContain(removal.name());
                        assertThat(after.keySet())
                                .as("seed %s", seed)
                                .noneMatch(object -> object.contains("/" + removal.name()));
                    });
            runs.stream()
                    .filter(run -> live.contains(run.id().runName()))
                    .forEach(run -> assertThat(after)
                            .as("seed %s", seed)
                            .containsKey("ConfigMap/" + run.id().runName()));
        }

        private static Map<String, String> others(Map<String, String> objects) {
            return objects.entrySet().stream()
                    .filter(object -> !object.getValue().startsWith(MINE + " "))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        private static Map<String, String> of(Map<String, String> these, Map<String, String> now) {
            return now.entrySet().stream()
                    .filter(object -> these.containsKey(object.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        /** Each object's client, UID and version. */
        private static Map<String, String> objects(SimulatedCluster cluster) {
            return Stream.<Class<? extends HasMetadata>>of(ConfigMap.class, Pod.class, Service.class)
                    .flatMap(type -> cluster.objects().list(type).stream())
                    .collect(Collectors.toMap(
                            object -> object.getKind() + "/"
                                    + object.getMetadata().getName(),
                            SweepPropertyTest::version,
                            (a, b) -> a,
                            TreeMap::new));
        }
    }

    private static String version(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        boolean ours = BellowsLabels.MANAGER.equals(labels.get(BellowsLabels.MANAGED_BY));
        return (ours ? labels.getOrDefault(BellowsLabels.CLIENT, "") : "") + " "
                + object.getMetadata().getUid() + " " + object.getMetadata().getResourceVersion();
    }
}
