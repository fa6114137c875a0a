package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * A class that is on the driver's class path already, in the image or in one of the job's jars; Spark calls that {@code spark-internal}.
 *
 * @param mainClass the class whose {@code main} runs, fully qualified
 * @param args the arguments of {@code main}, in order
 */
public record ClassApplication(
        @JsonSetter(nulls = Nulls.AS_EMPTY) String mainClass,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> args) implements Application {
    /** Copies the arguments. */
    public ClassApplication {
        args = List.copyOf(args);
    }

    @Override
    public <T> T read(Reader<T> reader) {
        return reader.ofClass(this);
    }

    /** The main class; never the arguments, which may hold what a log must not show. */
    @Override
    public String toString() {
        return "ClassApplication[mainClass=" + mainClass + ", args=" + args.size() + "]";
    }
}
