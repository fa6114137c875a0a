package dev.bellows;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;

/** What a level of tests needs and a machine may lack. */
public final class Need {
    private Need() {}

    /**
     * What is there; where it is not, the tests are left out and the end of the run says so, unless their level was asked for by name: then
     * they fail, since nothing of what was asked for would be proven.
     *
     * @param level the level that is nothing without it
     * @param lack what is missing, and how to come by it
     */
    public static <T> T of(String level, Optional<T> there, String lack) {
        if (there.isEmpty() && level.equals(System.getProperty("tests"))) {
            return fail("-Dtests=%s: %s", level, lack);
        }
        return orLeftOut(there, lack);
    }

    /** What is there; where it is not, the test is left out, and the end of the run says so. */
    public static <T> T orLeftOut(Optional<T> there, String lack) {
        return there.orElseGet(() -> abort(lack));
    }
}
