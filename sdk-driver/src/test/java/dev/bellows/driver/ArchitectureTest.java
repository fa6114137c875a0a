package dev.bellows.driver;

import dev.bellows.ArchitectureRules;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String DRIVER = "dev.bellows.driver.";

    private static final ArchitectureRules RULES =
            ArchitectureRules.of("dev.bellows.driver", "ControlListener", "ControlServer", "Application");

    @Test
    void nothing_of_the_sdk_comes_along() {
        RULES.noneDependsOn("dev\\.bellows\\.(?!driver\\.).*");
    }

    @Test
    void only_the_server_has_threads_and_nothing_knows_the_time() {
        RULES.noneStartsThreads(DRIVER + "ControlServer");
        RULES.noneReadsTheClock();
    }

    @Test
    void no_class_is_open_by_accident() {
        RULES.allAreFinalBut();
    }

    @Test
    void every_package_is_null_marked() {
        RULES.allPackagesAreNullMarked();
    }

    @Test
    void no_source_file_is_too_long() throws IOException {
        RULES.noFileIsTooLong();
    }
}
