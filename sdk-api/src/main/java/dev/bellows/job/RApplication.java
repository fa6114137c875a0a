package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * An R program: one script, started by {@code RRunner} in the driver; the image must hold R.
 *
 * @param file the script
 * @param args its arguments, in order
 */
public record RApplication(
        @JsonProperty(required = true) FileReference file,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> args) implements Application {
    /** Copies the arguments. */
    public RApplication {
        args = List.copyOf(args);
    }

    @Override
    public <T> T read(Reader<T> reader) {
        return reader.r(this);
    }

    /** The file; never the arguments, which may hold what a log must not show. */
    @Override
    public String toString() {
        return "RApplication[file=" + file + ", args=" + args.size() + "]";
    }
}
