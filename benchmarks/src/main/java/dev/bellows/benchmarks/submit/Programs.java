package dev.bellows.benchmarks.submit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this JVM's Java. */
final class Programs {
    private Programs() {}

    static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
