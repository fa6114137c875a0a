package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Submits the same job in several ways to one API server, in turns, and prints what each took. */
public final class SubmitProgram {
    /** The service account of {@link #job}. */
    static final String ACCOUNT = "spark";

    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 400;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);

    /** After each submission, so that none is measured while the watches and records of the one before are under way. */
    private static final Duration QUIET = Duration.ofMillis(5);

    private SubmitProgram() {}

    /** Runs the program; its argument is the file that lists Spark's jars. */
    public static void main(String[] args) throws Exception {
        Path spark = Path.of(args[0]);
        try (ServerProcess server = ServerProcess.start(args[0])) {
            String url = server.url();
            System.out.println("Submission, no delay");
            List<Contender> contenders = contenders(url, server.token());
            Map<String, Samples> near = contest("near", contenders, WARM_UP, ROUNDS);
            double hand = print(near);
            System.out.println("Submission, a round trip takes " + ROUND_TRIP.toMillis() + " ms");
            printFar(far(url, server.token(), ROUND_TRIP), far(url, server.token(), ROUND_TRIP.multipliedBy(2)));
            System.out.println("Spark's ways, no delay");
            SparkSubmission peers = new SparkSubmission(spark, url, server.token());
            double bellows =
                    Objects.requireNonNull(near.get(BellowsSubmission.NAME)).millis(0.5);
            peer("spark-submit, a process a job", peers.forked(5), bellows);
            peer("InProcessLauncher, warm", peers.launched(30), bellows);
            System.out.println("From a pod's change to a line of a plain watch, and to a future");
            EventLatency events = new EventLatency(url, server.token());
            events.measure(job(), 1_000, 2_000);
            events.print();
            System.out.println("First submission of a JVM, after connect()");
            Samples first = FirstSubmission.forked(url, server.token(), 7);
            System.out.printf("  p50 %.0f ms, most %.0f ms (%d)%n", first.millis(0.5), first.millis(1), first.size());
            System.out.printf("Bellows takes %.2f times as long as three calls.%n", bellows / hand);
        }
    }

    /** The README's job; its driver asks for a node that there is none of, so that nothing runs. */
    static SparkJob job() {
        return SparkJob.builder()
                .name("daily-revenue")
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("local:///opt/app/revenue.jar", "com.acme.Revenue")
                .args("2026-11-20")
                .executors(e -> e.count(8).cores(4).memory("8g"))
                .pod(p -> p.nodeSelector("nowhere", "true"))
                .serviceAccount(ACCOUNT)
                .build();
    }

    private static List<Contender> contenders(String url, String token) {
        return List.of(
                HandWritten.threeCalls(url, token, job()),
                new BellowsSubmission(url, token, job(), Layout.SPARK),
                new BellowsSubmission(url, token, job(), Layout.COMPACT));
    }

    private static Map<String, Samples> far(String url, String token, Duration roundTrip) throws Exception {
        try (DelayedDoor door = DelayedDoor.open(URI.create(url), roundTrip)) {
            List<Contender> contenders =
                    new ArrayList<>(List.of(Echo.behind(roundTrip), HandWritten.oneCall(door.url(), token, job())));
            contenders.addAll(contenders(door.url(), token));
            return contest("far-" + roundTrip.toMillis(), contenders, WARM_UP / 20, ROUNDS / 4);
        }
    }

    /**
     * What a round trip takes on this machine a byte shows, what client and server add to it one call alone; how many round trips a
     * submission waits for, what it takes longer when they do.
     */
    private static void printFar(Map<String, Samples> times, Map<String, Samples> farther) {
        double echo = median(times, Echo.NAME);
        double call = median(times, HandWritten.ONE_CALL);
        for (String name : times.keySet()) {
            double millis = median(times, name);
            double more = median(farther, name) - millis;
            System.out.printf(
                    "  %-28s p50 %9.2f ms  %5.2f of the round trip  %5.2f of the echo  %5.2f of one call  waits for %.2f round trips%n",
                    name,
                    millis,
                    millis / ROUND_TRIP.toMillis(),
                    millis / echo,
                    millis / call,
                    more / ROUND_TRIP.toMillis());
        }
    }

    private static double median(Map<String, Samples> times, String name) {
        return Objects.requireNonNull(times.get(name)).millis(0.5);
    }

    private static Map<String, Samples> contest(String name, List<Contender> contenders, int warmUp, int rounds)
            throws Exception {
        Map<String, Samples> times = new LinkedHashMap<>();
        contenders.forEach(contender -> times.put(contender.name(), new Samples()));
        for (int round = 0; round < warmUp + rounds; round++) {
            List<Contender> order = new ArrayList<>(contenders);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Contender contender : order) {
                String key = name + "-" + round;
                long start = System.nanoTime();
                contender.submit(key);
                if (round >= warmUp) {
                    Objects.requireNonNull(times.get(contender.name())).add(System.nanoTime() - start);
                }
                LockSupport.parkNanos(QUIET.toNanos());
            }
        }
        contenders.forEach(Contender::close);
        return times;
    }

    private static double print(Map<String, Samples> times) {
        double hand = times.values().iterator().next().millis(0.5);
        times.forEach((name, samples) -> System.out.printf(
                "  %-28s p50 %9.2f ms  p99 %9.2f ms  %6.2f of three calls%n",
                name, samples.millis(0.5), samples.millis(0.99), samples.millis(0.5) / hand));
        return hand;
    }

    private static void peer(String name, Samples samples, double bellows) {
        System.out.printf(
                "  %-28s p50 %9.0f ms  %6.0f times Bellows (%d)%n",
                name, samples.millis(0.5), samples.millis(0.5) / bellows, samples.size());
    }
}
