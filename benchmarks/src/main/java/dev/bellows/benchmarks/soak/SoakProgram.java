package dev.bellows.benchmarks.soak;

import dev.bellows.benchmarks.submit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lets a hundred thousand runs pass through a JVM with a heap of 256 MB; then fewer, past a proxy that loses one call in ten. */
public final class SoakProgram {
    private static final int AT_ONCE = 40;
    private static final int AT_ONCE_WHEN_SILENT = 80;
    private static final int SILENT_ONE_OF = 10;

    private SoakProgram() {}

    /** Runs the program; arguments: how many runs, and how many of which calls are lost. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean held = pass("every call is answered", 0, args[0], AT_ONCE);
        held &= pass("one call in ten is never answered", SILENT_ONE_OF, args[1], AT_ONCE_WHEN_SILENT);
        if (!held) {
            throw new IllegalStateException("a bound does not hold, see above");
        }
    }

    private static boolean pass(String title, int silentOneOf, String runs, int atOnce)
            throws IOException, InterruptedException {
        System.out.println(title);
        Process server = java("-Xmx1g", SoakServer.class, Integer.toString(silentOneOf))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String url = lines.readLine();
            String token = lines.readLine();
            return java("-Xmx256m", Soak.class, url, token, runs, Integer.toString(atOnce))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } finally {
            server.getOutputStream().close();
            server.waitFor();
        }
    }

    private static ProcessBuilder java(String heap, Class<?> program, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                heap,
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        all.addAll(List.of(arguments));
        return Programs.java(all.toArray(String[]::new));
    }
}
