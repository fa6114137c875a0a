package dev.bellows.benchmarks.submit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this JVM's Java. */
public final class Programs {
    private Programs() {}

    /** One that is not started yet, with these arguments. */
    public static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
