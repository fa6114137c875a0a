package dev.bellows.testkit.internal.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One file of a volume: its content and its permission bits. */
final class VolumeFile {
    static final int DEFAULT_MODE = 0644;

    private final byte[] content;
    private final int mode;

    VolumeFile(byte[] content, int mode) {
        this.content = content;
        this.mode = mode;
    }

    static VolumeFile text(String content, int mode) {
        return new VolumeFile(content.getBytes(UTF_8), mode);
    }

    byte[] content() {
        return content;
    }

    int mode() {
        return mode;
    }
}
