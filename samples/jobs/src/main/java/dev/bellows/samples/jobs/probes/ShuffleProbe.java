package dev.bellows.samples.jobs.probes;

import dev.bellows.samples.jobs.FlightDelays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Makes and uses shuffle data in ways that differ by seed, and prints which executors Spark itself keeps for it, as {@code TRACKED}
 * lines of {@link TrackerLog}. Ends with {@code RESULT rounds N wrong M lost K}: how many sums were wrong, and how many tasks found the
 * data of another one gone.
 *
 * <p>Arguments: the first seed, and how many there are.
 */
public final class ShuffleProbe {
    private static final int KEYS = 12;
    private static final int ROWS = 600;
    private static final int WIDE = 6;
    private static final long MOST_REST_NANOS = Duration.ofMinutes(5).toNanos();

    private final JavaSparkContext spark;
    private final SparkSession session;

    /** Data sets that are still referred to: their shuffle data is not forgotten. */
    private final List<JavaPairRDD<Integer, Integer>> held = new ArrayList<>();

    private int wrong;

    private ShuffleProbe(SparkSession session) {
        this.session = session;
        this.spark = new JavaSparkContext(session.sparkContext());
    }

    /** Runs the probe. */
    public static void main(String[] args) throws InterruptedException {
        int first = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        SparkSession session = SparkSession.builder().appName("shuffle-probe").getOrCreate();
        try (TrackerLog log = TrackerLog.start(session.sparkContext())) {
            ShuffleProbe probe = new ShuffleProbe(session);
            for (int seed = first; seed < first + rounds; seed++) {
                System.out.println("ROUND " + seed);
                probe.round(new Random(seed));
            }
            probe.rest();
            System.out.println(
                    FlightDelays.MARK + "rounds " + rounds + " wrong " + probe.wrong + " lost " + log.lostFetches());
        }
        session.stop();
    }

    private void round(Random random) throws InterruptedException {
        int steps = 2 + random.nextInt(3);
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(6)) {
                case 0 -> narrow(fresh(random), 2_000 + random.nextInt(5_000));
                case 1 -> narrow(held.isEmpty() ? fresh(random) : held.get(random.nextInt(held.size())), 3_000);
                case 2 -> check(fresh(random).values().reduce(Integer::sum), ROWS);
                case 3 -> query();
                case 4 -> spread(500);
                default -> forget(random);
            }
        }
    }

    /** A data set behind a shuffle, whose writing takes long enough to spread over all executors. */
    private JavaPairRDD<Integer, Integer> fresh(Random random) {
        int millis = 200 + random.nextInt(400);
        JavaPairRDD<Integer, Integer> sums = spark.parallelize(rows(), 2 * WIDE)
                .mapPartitions(rows -> {
                    Thread.sleep(millis);
                    return rows;
                })
                .mapToPair(row -> new Tuple2<>(row % KEYS, 1))
                .reduceByKey(Integer::sum, 4);
        held.add(sums);
        return sums;
    }

    /** Reads shuffle data in one slow task: all executors but one have nothing to do, and hold what it reads. */
    private void narrow(JavaPairRDD<Integer, Integer> sums, long millis) {
        List<Integer> total = sums.values()
                .coalesce(1)
                .mapPartitions(values -> {
                    Thread.sleep(millis);
                    return values;
                })
                .collect();
        check(total.stream().mapToInt(Integer::intValue).sum(), ROWS);
    }

    /** Two exchanges, each a job of its own: Spark plans the rest anew in between. */
    private void query() {
        long groups = session.range(0, ROWS, 1, WIDE)
                .selectExpr("id % 40 as a", "id")
                .groupBy("a")
                .count()
                .selectExpr("a % 7 as b", "count")
                .groupBy("b")
                .sum("count")
                .count();
        check((int) groups, 7);
    }

    private void spread(long millis) {
        spark.parallelize(rows(), 2 * WIDE).foreachPartition(rows -> Thread.sleep(millis));
    }

    /** Lets some shuffle data be forgotten, and waits. */
    private void forget(Random random) throws InterruptedException {
        if (!held.isEmpty()) {
            held.subList(0, 1 + random.nextInt(held.size())).clear();
        }
        System.gc();
        Thread.sleep(2_000 + random.nextInt(6_000));
    }

    /** Forgets everything, until Spark has let all executors go that it can spare. */
    private void rest() throws InterruptedException {
        held.clear();
        System.gc();
        System.out.println("REST " + System.currentTimeMillis());
        long start = System.nanoTime();
        while (executors() > 1 && System.nanoTime() - start < MOST_REST_NANOS) {
            Thread.sleep(200);
        }
        // So that it is seen from outside, too.
        Thread.sleep(3_000);
    }

    /** How many Spark has; its driver is listed among them. */
    private int executors() {
        return session.sparkContext().statusTracker().getExecutorInfos().length - 1;
    }

    private void check(int actual, int expected) {
        wrong += actual == expected ? 0 : 1;
    }

    private static List<Integer> rows() {
        return IntStream.range(0, ROWS).boxed().toList();
    }
}
