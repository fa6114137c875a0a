package dev.bellows.conformance.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.Need;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SeededJobs;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Spark's own builders judge what the compiler makes of generated jobs. */
@Tag("conformance")
@Isolated
class SparkBuildersTest {
    private static final int JOBS = Integer.getInteger("bellows.jobs", 200);
    private static final long SEED = Long.getLong("bellows.seed", 1);

    private static final List<String> LINES = System.getProperty("bellows.versions", "")
            .lines()
            .flatMap(lines -> Arrays.stream(lines.split(",")))
            .toList();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What control adds to a job is none of spark-submit's business: real drivers judge it, in ControlTest. */
    private static final Set<String> JUDGED_BY_DRIVERS = Set.of(".control", ".control.port");

    private final ModelFields fields = ModelFields.ofJob();

    @Test
    void every_generated_job_becomes_what_spark_makes_of_it() throws Exception {
        List<SparkDistribution> distributions = distributions();
        Need.of(
                "conformance",
                distributions.stream().findFirst(),
                "no Spark distribution is there; conformance/spark-distributions fetches them");
        DeclaredDifferences declared = DeclaredDifferences.read();
        Findings findings = new Findings(declared);
        distributions.parallelStream().forEach(spark -> judge(spark, findings));
        System.out.println(findings.report());
        List<SparkVersion> versions =
                distributions.stream().map(SparkDistribution::version).toList();
        declared.neverSeen(versions).forEach(row -> System.out.println("Declared, but never seen: " + row));
        Set<String> unset = fields.neverSet();
        unset.removeAll(JUDGED_BY_DRIVERS);
        System.out.println("Fields that no job set: " + unset);
        System.out.printf(
                "seed %d: %d jobs × %d versions, %d undeclared differences%n",
                SEED, JOBS, distributions.size(), findings.undeclared());
        assertThat(findings.undeclared()).as("undeclared differences").isZero();
        assertThat(unset).as("fields that no job set").isEmpty();
    }

    private void judge(SparkDistribution spark, Findings findings) {
        try (SparkOracle oracle = SparkOracle.start(spark)) {
            Judgement judgement = new Judgement(oracle);
            int judged = 0;
            // A line of Spark refuses what it does not have: then the next job is judged in its place.
            for (long seed = SEED; judged < JOBS && seed < SEED + 2L * JOBS; seed++) {
                Optional<SparkJob> job = jobFor(spark.version(), seed);
                if (job.isPresent()) {
                    judged++;
                    fields.sawSet(job.get());
                    findings.add(spark.version(), seed, judgement.differences(job.get()));
                }
            }
            assertThat(judged).as("jobs for Spark %s", spark.version()).isEqualTo(JOBS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<SparkJob> jobFor(SparkVersion version, long seed) throws IOException {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(SeededJobs.job(seed).toJson());
            return Optional.of(
                    SparkJob.fromJson(json.put("sparkVersion", version.line()).toString()));
        } catch (InvalidJob e) {
            return Optional.empty();
        }
    }

    private static List<SparkDistribution> distributions() {
        return Arrays.stream(SparkVersion.values())
                .filter(version -> LINES.isEmpty() || LINES.contains(version.line()))
                .flatMap(version -> {
                    Optional<SparkDistribution> found = SparkDistribution.of(version);
                    if (found.isEmpty()) {
                        System.out.println(
                                "Left out: SparkBuildersTest of one line: " + SparkDistribution.missing(version));
                    }
                    return found.stream();
                })
                .toList();
    }
}
