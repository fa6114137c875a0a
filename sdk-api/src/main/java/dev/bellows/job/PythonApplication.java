package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * A Python program: one script, started by {@code PythonRunner} in the driver.
 *
 * @param file the script
 * @param args its arguments, in order
 */
public record PythonApplication(
        @JsonProperty(required = true) FileReference file,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> args) implements Application {
    /** Copies the arguments. */
    public PythonApplication {
        args = List.copyOf(args);
    }

    @Override
    public <T> T read(Reader<T> reader) {
        return reader.python(this);
    }

    /** The file; never the arguments, which may hold what a log must not show. */
    @Override
    public String toString() {
        return "PythonApplication[file=" + file + ", args=" + args.size() + "]";
    }
}
