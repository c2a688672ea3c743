package io.copytaster.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.junit.jupiter.api.Test;

class StrictMapperTest {

  @Test
  void read_misspelledField_isRefused() {
    assertThatThrownBy(
            () ->
                StrictMapper.create()
                    .readValue("{\"spec\": {\"servicename\": \"x\"}}", StatefulSet.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("servicename");
  }
}
