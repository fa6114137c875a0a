package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmOptionsTest {
    @Test
    void splits_a_line_as_a_shell_does() {
        assertThat(JvmOptions.split("  -Da=1 -Db=\"x y\"  -Dc='$\\' -Dd=a\\ b -De=\"\\\"\" \"\""))
                .containsExactly("-Da=1", "-Db=x y", "-Dc=$\\", "-Dd=a b", "-De=\"", "");
        assertThat(JvmOptions.split("   ")).isEmpty();
    }
}
