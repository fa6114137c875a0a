package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountPathsTest {
    private final MountPaths paths = new MountPaths(Map.of(
            "/opt/spark",
            Path.of("/home/spark"),
            "/opt/spark/conf",
            Path.of("/pod/conf"),
            "/data/",
            Path.of("/pod/$1")));

    @ParameterizedTest
    @CsvSource({
        "/opt/spark/conf, /pod/conf",
        "/opt/spark/conf/spark.properties, /pod/conf/spark.properties",
        "/opt/spark/config, /home/spark/config",
        "/opt/spark/conf.d/x, /home/spark/conf.d/x",
        "/opt/sparkling, /opt/sparkling",
        "/mnt/opt/spark, /mnt/opt/spark",
        "file:/opt/spark/a.jar, file:/home/spark/a.jar",
        "local:///opt/spark/a.jar, local:///home/spark/a.jar",
        "s3a://bucket/opt/spark/a.jar, s3a://bucket/opt/spark/a.jar",
        "hdfs:///opt/spark/a.jar, hdfs:///opt/spark/a.jar",
        "/a:/opt/spark/x:/data, /a:/home/spark/x:/pod/$1",
        "-Dx=/data/, -Dx=/pod/$1/",
        "${HOME}/data, ${HOME}/data",
        "text, text"
    })
    void rewrites_whole_segments_and_the_longest_path(String text, String expected) {
        assertThat(paths.rewrite(text)).isEqualTo(expected);
    }

    @Test
    void changes_nothing_without_mounts() {
        assertThat(new MountPaths(Map.of("/", Path.of("/x"))).rewrite("/a /b")).isEqualTo("/a /b");
    }

    @Test
    void what_is_mounted_within_another_mount_is_not_outermost() {
        MountPaths paths = new MountPaths(Map.of(
                "/opt/app", Path.of("/a"),
                "/opt/app/data/", Path.of("/b"),
                "/opt/application", Path.of("/c")));

        assertThat(paths.outermost()).isEqualTo(Map.of("/opt/app", Path.of("/a"), "/opt/application", Path.of("/c")));
    }
}
