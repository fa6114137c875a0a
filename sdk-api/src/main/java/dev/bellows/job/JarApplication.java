package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * A Java or Scala program in a jar.
 *
 * @param jar the application jar
 * @param mainClass the class whose {@code main} runs, fully qualified
 * @param args the arguments of {@code main}, in order
 */
public record JarApplication(
        @JsonProperty(required = true) FileReference jar,
        @JsonSetter(nulls = Nulls.AS_EMPTY) String mainClass,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> args)
        implements Application {
    /** Copies the arguments. */
    public JarApplication {
        args = List.copyOf(args);
    }

    @Override
    public <T> T read(Reader<T> reader) {
        return reader.jar(this);
    }

    /** Jar and main class; never the arguments, which may hold what a log must not show. */
    @Override
    public String toString() {
        return "JarApplication[jar=" + jar + ", mainClass=" + mainClass + ", args=" + args.size() + "]";
    }
}
