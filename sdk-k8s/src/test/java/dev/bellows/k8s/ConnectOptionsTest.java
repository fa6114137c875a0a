package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectOptionsTest {
    private static final String TOKEN = "canary-token";

    @Test
    void options_are_changed_by_copying() {
        ConnectOptions plain = ConnectOptions.ambient();
        ConnectOptions set = plain.url("https://example.com")
                .token(TOKEN)
                .caCertificate("pem")
                .namespace("jobs")
                .client("me")
                .callbacks(Runnable::run);
        assertThat(plain.choices().url()).isEmpty();
        assertThat(plain.choices().client()).isEqualTo("default");
        assertThat(set.choices().url()).contains("https://example.com");
        assertThat(set.choices().token()).contains(TOKEN);
        assertThat(set.choices().caCertificate()).contains("pem");
        assertThat(set.choices().namespace()).contains("jobs");
        assertThat(set.choices().client()).isEqualTo("me");
        assertThat(set.choices().callbacks()).isPresent();
        assertThat(set.kubeconfig("text").choices().kubeconfig()).contains("text");
    }

    @Test
    void no_secret_is_printed() {
        ConnectOptions options = ConnectOptions.ambient()
                .token(TOKEN)
                .url("https://me:canary-password@example.com")
                .kubeconfig("token: canary-kubeconfig");
        assertThat(options.toString()).doesNotContain("canary").contains("[redacted]", "example.com");
    }

    @Test
    void no_secret_of_an_address_is_printed() {
        assertThat(ConnectOptions.ambient()
                        .url("https://me:can/ary-canary@example.com/?token=canary")
                        .toString())
                .doesNotContain("canary", "can/ary")
                .contains("example.com");
    }

    @Test
    void a_token_that_was_read_from_a_file_loses_its_line_break() {
        assertThat(ConnectOptions.ambient().token(TOKEN + "\n").choices().token())
                .contains(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "two\nlines", "\u0000", "\u00e4"})
    void a_token_that_no_request_can_hold_is_refused_without_being_told(String middle) {
        String token = middle.isBlank() ? middle : "canary" + middle + "canary";
        assertThatThrownBy(() -> ConnectOptions.ambient().token(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("token: ")
                .message()
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a b", "a,b", "a=b"})
    void a_client_is_a_label_value(String client) {
        assertThatThrownBy(() -> ConnectOptions.ambient().client(client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("client: " + client);
    }

    @Test
    void a_client_has_at_most_sixty_three_characters() {
        assertThat(ConnectOptions.ambient().client("a".repeat(63)).choices().client())
                .hasSize(63);
        assertThatThrownBy(() -> ConnectOptions.ambient().client("a".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
