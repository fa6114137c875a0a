package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.FLIGHTS_BY_ORIGIN_RESULT;
import static dev.bellows.conformance.SampleJobs.data;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.SparkVersion;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.testkit.LocalCluster;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oldest line and the newest start from what the compiler makes for them, in three languages. */
@Tag("conformance")
class SparkLinesTest {
    private static final String FLIGHTS = data("nyc-flights-2013.csv.gz");
    private static final String FLIGHTS_IN_SQL = """
            create temporary view flights using csv options (path '%s', header 'true');
            select concat('RESULT ', origin, ' ', count(*)) from flights group by origin order by origin;
            """;

    @ParameterizedTest(name = "Spark {0}")
    @EnumSource(names = {"V3_5", "V4_3"})
    void a_jar_a_python_program_and_sql_count_alike(SparkVersion line) {
        try (LocalCluster cluster = LocalSpark.start(line);
                SparkKubernetes spark = cluster.connect()) {
            List<Watching> runs = Stream.of(
                            SampleJobs.job("jar", SampleJobs.FLIGHTS_BY_ORIGIN, FLIGHTS),
                            SampleJobs.pythonJob("python", SampleJobs.FLIGHTS_BY_ORIGIN_IN_PYTHON, FLIGHTS),
                            SampleJobs.sqlJob("sql", FLIGHTS_IN_SQL.formatted(FLIGHTS)))
                    .map(job -> submit(spark, line, job))
                    .toList();

            runs.forEach(SparkLinesTest::check);
            assertThat(cluster.objects("default")).isEmpty();
        }
    }

    private static Watching submit(SparkKubernetes spark, SparkVersion line, SparkJobBuilder job) {
        return Watching.of(spark.submit(
                job.spark(line).image("localhost/spark:" + line.release()).build(), RunOptions.key(newKey())));
    }

    private static void check(Watching watching) {
        assertThat(watching.result().orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(watching.results()).isEqualTo(FLIGHTS_BY_ORIGIN_RESULT);
        assertThat(watching.told()).anyMatch(event -> event.startsWith("executor 2 running"));
        await(watching.run().forget());
    }
}
