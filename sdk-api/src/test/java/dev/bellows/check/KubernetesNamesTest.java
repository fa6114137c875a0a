package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KubernetesNamesTest {
    @Test
    void a_label_has_no_dots_and_a_subdomain_may() {
        assertThat(KubernetesNames.isLabel("a-1")).isTrue();
        assertThat(KubernetesNames.isLabel("a.b")).isFalse();
        assertThat(KubernetesNames.isLabel("")).isFalse();
        assertThat(KubernetesNames.isSubdomain("a.b")).isTrue();
        assertThat(KubernetesNames.isSubdomain("a..b")).isFalse();
        assertThat(KubernetesNames.isSubdomain("a.-b")).isFalse();
    }

    @Test
    void a_key_has_one_slash_at_most() {
        assertThat(KubernetesNames.isKey("acme.com/Team_1.x")).isTrue();
        assertThat(KubernetesNames.isKey("Team")).isTrue();
        assertThat(KubernetesNames.isKey("/a")).isFalse();
        assertThat(KubernetesNames.isKey("a/")).isFalse();
        assertThat(KubernetesNames.isKey("a/b/c")).isFalse();
        assertThat(KubernetesNames.isKey("a".repeat(64))).isFalse();
    }

    @Test
    @Timeout(5)
    void long_texts_are_judged_at_once() {
        assertThat(KubernetesNames.isSubdomain("a-".repeat(100_000))).isFalse();
        assertThat(KubernetesNames.isLabelValue("a-".repeat(100_000))).isFalse();
    }
}
