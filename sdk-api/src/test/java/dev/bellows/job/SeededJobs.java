package dev.bellows.job;

import java.util.Random;
import java.util.SplittableRandom;

/** Valid jobs by seed: the same seed gives the same job. */
public final class SeededJobs {
    private static final String TEXT = "abcXYZ019 .:=#!\"'\\/äß日$(){}[]%&*@|>-_,;~";

    private final Random random;

    private final boolean optOut;

    private SeededJobs(long seed, boolean restricted) {
        // The first numbers of neighbouring seeds are alike.
        this.random = new Random(new SplittableRandom(seed).nextLong());
        this.optOut = !restricted && random.nextInt(8) == 0;
    }

    /** The job of a seed. */
    public static SparkJob job(long seed) {
        return new SeededJobs(seed, false).job();
    }

    /** A job of a seed whose pods pass Pod Security "restricted". */
    public static SparkJob restricted(long seed) {
        return new SeededJobs(seed, true).job();
    }

    private SparkJob job() {
        SparkJobBuilder job =
                SparkJob.builder().name(name()).image("registry:5000/" + name() + ":" + random.nextInt(100));
        SparkVersion line = SeededPrograms.fill(job, random);
        String[] args = new String[random.nextInt(5)];
        for (int i = 0; i < args.length; i++) {
            args[i] = text();
        }
        job.args(args);
        boolean gang = random.nextInt(4) == 0;
        boolean shuffleFolder = random.nextInt(8) == 0;
        SeededPods.Limits limits = new SeededPods.Limits(line, optOut, gang, shuffleFolder);
        job.driver(driver -> maybe(() -> fill(driver, limits)));
        job.executors(executors -> maybe(() -> fill(executors, limits)));
        maybe(() -> job.proxyUser(name()));
        SeededPresets.fill(job, random, limits);
        maybe(() -> job.namespace(name()));
        maybe(() -> job.serviceAccount(name()));
        maybe(() -> job.pod(p -> SeededPods.fill(p, random, "both", limits)));
        maybe(() -> job.presets(p -> SeededSettings.fill(p, random, limits)));
        repeat(() -> job.conf("spark.acme." + name(), text().strip()));
        repeat(() -> job.env("V_" + random.nextInt(100), text()));
        repeat(() -> job.label("acme.com/" + name(), name()));
        repeat(() -> job.annotation(name(), text() + "\n" + text()));
        return job.build();
    }

    private void fill(DriverSpecBuilder driver, SeededPods.Limits limits) {
        maybe(() -> driver.cores(1 + random.nextInt(8)));
        maybe(() -> driver.requestCores((1 + random.nextInt(4000)) + "m"));
        maybe(() -> driver.memory(memory()));
        maybe(() -> driver.memoryOverhead(memory()));
        SeededSizes.fill(driver, limits.line(), random);
        maybe(() -> driver.pod(p -> SeededPods.fill(p, random, "driver", limits)));
        repeat(() -> driver.env("D_" + random.nextInt(100), text()));
    }

    private void fill(ExecutorSpecBuilder executors, SeededPods.Limits limits) {
        SeededSizes.fill(executors, limits.line(), random);
        maybe(() -> executors.cores(1 + random.nextInt(8)));
        maybe(() -> executors.requestCores(Integer.toString(1 + random.nextInt(16))));
        maybe(() -> executors.memory(memory()));
        maybe(() -> executors.memoryOverhead(memory()));
        maybe(() -> executors.pod(p -> SeededPods.fill(p, random, "executor", limits)));
        repeat(() -> executors.env("E_" + random.nextInt(100), text()));
    }

    private Memory memory() {
        return random.nextBoolean() ? Memory.gib(1 + random.nextInt(64)) : Memory.mib(450 + random.nextInt(10_000));
    }

    private String name() {
        return "n" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(TEXT.charAt(random.nextInt(TEXT.length())));
        }
        return text.toString();
    }

    private void maybe(Runnable setting) {
        if (random.nextBoolean()) {
            setting.run();
        }
    }

    private void repeat(Runnable setting) {
        for (int i = random.nextInt(4); i > 0; i--) {
            setting.run();
        }
    }
}
