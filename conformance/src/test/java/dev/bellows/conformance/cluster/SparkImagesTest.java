package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.SampleJobs.FLIGHTS_BY_ORIGIN_RESULT;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.SparkVersion;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of three lines of Spark run what the compiler makes for them, in a namespace that enforces "restricted". */
@Tag("cluster")
@Tag("slow")
class SparkImagesTest {
    private static final String FLIGHTS = "/opt/data/nyc-flights-2013.csv.gz";

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    private static OpenClaims claims;

    @BeforeAll
    static void prepare() {
        claims = OpenClaims.of(namespace, EveryVolume.STORAGE_CLASS);
        EveryVolume.prerequisites()
                .forEach(object -> namespace
                        .admin()
                        .resource(object)
                        .inNamespace(namespace.name())
                        .create());
    }

    @AfterAll
    static void close() {
        if (claims != null) {
            claims.close();
        }
    }

    @ParameterizedTest(name = "Spark {1}")
    @CsvSource({"V3_5, 3.5.9", "V4_1, 4.1.1", "V4_3, 4.3.0"})
    void a_jar_and_a_python_program_count_alike_on_the_image(SparkVersion line, String release) {
        String image = image(release);

        // Both at once: each waits for its executor most of the time.
        List<Watching> runs = Stream.of(
                        SampleJobs.job("jar", SampleJobs.FLIGHTS_BY_ORIGIN, FLIGHTS),
                        SampleJobs.pythonJob("python", SampleJobs.FLIGHTS_BY_ORIGIN_IN_PYTHON, FLIGHTS))
                .map(job -> submit(job.spark(line).image(image).executors(executors -> executors.count(1))))
                .toList();

        assertThat(runs).allSatisfy(run -> assertThat(resultsOf(run)).isEqualTo(FLIGHTS_BY_ORIGIN_RESULT));
    }

    @ParameterizedTest(name = "Spark {1}")
    @CsvSource({"V3_5, 3.5.9", "V4_1, 4.1.1", "V4_3, 4.3.0"})
    void every_kind_of_volume_is_where_driver_and_executors_want_it(SparkVersion line, String release) {
        String image = image(release);

        assertThat(resultsOf(submit(EveryVolume.job().spark(line).image(image))))
                .containsExactlyInAnyOrderElementsOf(Stream.of("driver", "executor 1", "executor 2")
                        .flatMap(pod -> EveryVolume.expected().entrySet().stream()
                                .map(found -> "RESULT " + pod + " " + found.getKey() + " " + found.getValue()))
                        .toList());
    }

    private static Watching submit(SparkJobBuilder job) {
        return Watching.of(namespace.spark().submit(job.serviceAccount("spark").build(), RunOptions.key(newKey())));
    }

    private static List<String> resultsOf(Watching watching) {
        assertThat(watching.result().orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        String run = watching.run().id().runName();
        await(watching.run().forget());
        assertThat(namespace.objects()).noneMatch(object -> object.contains(run));
        return watching.results();
    }

    /** The image of a release, if the node has it. */
    private static String image(String release) {
        String image = "localhost/spark:" + release;
        boolean there = namespace.admin().nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getImages().stream())
                // An image that has lost its tag is listed without names.
                .flatMap(each -> Stream.ofNullable(each.getNames()).flatMap(List::stream))
                .anyMatch(image::equals);
        assumeTrue(there, "the node does not have the image " + image);
        return image;
    }
}
