package dev.bellows.testkit.internal.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One file of a volume: its content and its permission bits. */
record VolumeFile(byte[] content, int mode) {
    static final int DEFAULT_MODE = 0644;

    static VolumeFile text(String content, int mode) {
        return new VolumeFile(content.getBytes(UTF_8), mode);
    }
}
