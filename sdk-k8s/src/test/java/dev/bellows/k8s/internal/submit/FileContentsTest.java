package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.job.LocalFile;
import dev.bellows.run.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentsTest {
    @TempDir
    private Path folder;

    private LocalFile file(String name, int size) throws IOException {
        return LocalFile.of(Files.write(folder.resolve(name), new byte[size]));
    }

    private static Refusal refusal(Map<String, LocalFile> files) {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> FileContents.read(FileFolders.all(), files, Map.of()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(FailureKind.INVALID);
        return refusal;
    }

    @Test
    void a_file_travels_as_base64_and_is_known_by_its_digest() throws Exception {
        Path path = Files.writeString(folder.resolve("a.txt"), "hello");
        FileContents contents = FileContents.read(FileFolders.all(), Map.of("a.txt", LocalFile.of(path)), Map.of());
        assertThat(Base64.getDecoder().decode(contents.base64().get("a.txt")))
                .asString()
                .isEqualTo("hello");
        assertThat(contents.digests())
                .containsEntry("a.txt", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    }

    @Test
    void all_files_together_have_one_limit() throws Exception {
        int half = (int) FileContents.LIMIT_BYTES / 2;
        assertThat(FileContents.read(FileFolders.all(), Map.of("a", file("a", half), "b", file("b", half)), Map.of())
                        .base64())
                .hasSize(2);
        assertThat(refusal(Map.of("a", file("a", half), "b", file("b", half + 1)))
                        .reason())
                .contains("921600", "local:///");
    }

    @Test
    void a_file_that_is_not_there_or_is_a_folder_is_refused() {
        assertThat(refusal(Map.of("a", LocalFile.of(folder.resolve("none.jar"))))
                        .reason())
                .contains("none.jar");
        assertThat(refusal(Map.of("a", LocalFile.of(folder))).reason()).contains("expected: a file");
    }

    @Test
    void a_path_that_cannot_be_is_refused() {
        assertThat(refusal(Map.of("a", new LocalFile("a\0b"))).reason()).contains("cannot be read");
    }

    @Test
    void a_file_that_is_uploaded_is_only_known_by_its_digest() throws Exception {
        LocalFile large = file("large.bin", (int) FileContents.LIMIT_BYTES + 1);
        FileContents contents =
                FileContents.read(FileFolders.all(), Map.of(), Map.of("s3a://acme/app/large.bin", large));
        assertThat(contents.base64()).isEmpty();
        assertThat(contents.digests()).containsOnlyKeys("large.bin");
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> FileContents.read(
                                        FileFolders.all(),
                                        Map.of(),
                                        Map.of("s3a://acme/app/x", LocalFile.of(folder.resolve("x")))))
                        .reason())
                .contains("expected: a file");
    }

    @Test
    void a_job_without_files_reads_nothing() throws Exception {
        assertThat(FileContents.read(FileFolders.all(), Map.of(), Map.of()).digests())
                .isEmpty();
    }
}
