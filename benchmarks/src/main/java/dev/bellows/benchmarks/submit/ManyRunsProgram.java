package dev.bellows.benchmarks.submit;

import java.io.IOException;

/** Holds ten thousand runs in one JVM with a heap of 512 MB, beside the testkit's API server in another one. */
public final class ManyRunsProgram {
    private static final int RUNS = 10_000;

    private ManyRunsProgram() {}

    /** Runs the program; its argument is the file that lists Spark's jars. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(args[0])) {
            int code = Programs.java(
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ManyRuns.class.getName(),
                            server.url(),
                            server.token(),
                            Integer.toString(RUNS))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("the runs ended with " + code);
            }
        }
    }
}
