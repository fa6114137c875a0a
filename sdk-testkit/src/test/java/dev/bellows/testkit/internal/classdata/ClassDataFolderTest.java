package dev.bellows.testkit.internal.classdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClassDataFolderTest {
    @Test
    void a_folder_can_be_named_or_refused() {
        assertThat(ClassDataFolder.of("/data/cds", "/cache", "/home/a")).contains(Path.of("/data/cds"));
        assertThat(ClassDataFolder.of("off", "/cache", "/home/a")).isEmpty();
    }

    @Test
    void else_it_is_in_the_users_cache() {
        assertThat(ClassDataFolder.of(null, "/cache", "/home/a")).contains(Path.of("/cache/bellows/class-data"));
        assertThat(ClassDataFolder.of("", "relative", "/home/a"))
                .contains(Path.of("/home/a/.cache/bellows/class-data"));
        assertThat(ClassDataFolder.of(null, null, "?")).isEmpty();
    }
}
