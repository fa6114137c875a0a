package dev.bellows.job;

import java.util.List;

/**
 * A Java or Scala program in a jar.
 *
 * @param jar the application jar
 * @param mainClass the class whose {@code main} runs, fully qualified
 * @param args the arguments of {@code main}, in order
 */
public record JarApplication(FileReference jar, String mainClass, List<String> args) implements Application {
    /** Copies the arguments. */
    public JarApplication {
        args = List.copyOf(args);
    }
}
