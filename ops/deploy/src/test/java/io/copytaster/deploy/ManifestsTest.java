package io.copytaster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.streams.config.SettingSources;
import io.copytaster.streams.config.SettingValues;
import io.copytaster.streams.config.Settings;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestsTest {

  private static final String BASE = "ops/kubernetes/base";
  private static final ObjectMapper STRICT = StrictMapper.create();

  /** Kubernetes' kinds, and KEDA's one as far as it is used. */
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "Namespace", Namespace.class,
          "Service", Service.class,
          "StatefulSet", StatefulSet.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "ScaledObject", ScaledObject.class);

  @Test
  void manifest_hasNoFieldThatItsSchemaHasNot() throws IOException {
    for (var manifest : manifests()) {
      parse(manifest);
    }
    for (var patch : Sources.yaml(Sources.ROOT.resolve("ops/kubernetes/gpu/serve.yaml"))) {
      parse(patch);
    }
  }

  @Test
  void kustomization_namesEveryFileThatLiesBesideIt() throws IOException {
    var files = new ArrayList<String>();
    for (var file : Sources.files(BASE, "")) {
      files.add(String.valueOf(file.getFileName()));
    }
    files.remove("kustomization.yaml");
    var kustomization = Sources.yaml(BASE + "/kustomization.yaml");
    var named = texts(kustomization.at("/resources"));
    named.addAll(texts(kustomization.at("/configMapGenerator/0/files")));
    assertThat(named).containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void pod_keepsToTheRestrictedStandard_andHasTimeToDrain() throws IOException {
    for (var set : statefulSets()) {
      var pod = set.getSpec().getTemplate().getSpec();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getTerminationGracePeriodSeconds())
          .isGreaterThan(Settings.of(Map.of()).serving().shutdownTimeout().toSeconds() + 5);
      for (var container : pod.getContainers()) {
        var confined = container.getSecurityContext();
        assertThat(confined.getAllowPrivilegeEscalation()).isFalse();
        assertThat(confined.getReadOnlyRootFilesystem()).isTrue();
        assertThat(confined.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
      }
    }
  }

  @Test
  void pod_mountsOnlyVolumesThatItHas() throws IOException {
    for (var set : statefulSets()) {
      var volumes = new ArrayList<String>();
      var pod = set.getSpec().getTemplate().getSpec();
      pod.getVolumes().forEach(volume -> volumes.add(volume.getName()));
      set.getSpec()
          .getVolumeClaimTemplates()
          .forEach(claim -> volumes.add(claim.getMetadata().getName()));
      pod.getContainers()
          .forEach(
              container ->
                  container
                      .getVolumeMounts()
                      .forEach(mount -> assertThat(volumes).contains(mount.getName())));
    }
  }

  @Test
  void serve_isAStaticMember_underItsPodsName() throws IOException {
    var serve = statefulSet("copytaster-serve").getSpec().getTemplate().getSpec();
    assertThat(serve.getContainers().get(0).getEnv())
        .filteredOn(variable -> variable.getName().equals("COPYTASTER_SERVING_INSTANCE_ID"))
        .extracting(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
        .containsExactly("metadata.name");
  }

  @Test
  void scaling_aimsAtWhatServes_withinSaneBounds_andAsksOnlyForSeriesThatExist()
      throws IOException {
    var scaled = only(ScaledObject.class);
    statefulSet(scaled.spec().scaleTargetRef().name());
    assertThat(scaled.spec().minReplicaCount()).isGreaterThanOrEqualTo(2);
    assertThat(scaled.spec().maxReplicaCount()).isGreaterThan(scaled.spec().minReplicaCount());
    var known = new KnownSeries();
    RuleFile.read().recorded().forEach(name -> known.add(name, Set.of()));
    for (var trigger : scaled.spec().triggers()) {
      var query = Query.parse(trigger.metadata().getOrDefault("query", ""));
      assertThat(query.metrics()).isNotEmpty().allMatch(known::has);
    }
  }

  @Test
  void selectors_findThePods() throws IOException {
    var serve = statefulSet("copytaster-serve").getSpec();
    var pods = serve.getTemplate().getMetadata().getLabels();
    assertThat(pods).containsAllEntriesOf(serve.getSelector().getMatchLabels());
    assertThat(pods).containsAllEntriesOf(only(Service.class).getSpec().getSelector());
    assertThat(pods)
        .containsAllEntriesOf(
            only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
    assertThat(pods)
        .containsAllEntriesOf(
            only(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels());
  }

  @Test
  void properties_areSettings() {
    var file = Sources.ROOT.resolve(BASE + "/copytaster.properties");
    var values = SettingValues.load(SettingSources.ofProcess(Map.of()).withFile(file));
    assertThat(Settings.from(values).http().host()).isEqualTo("0.0.0.0");
  }

  private static List<Object> parsed() throws IOException {
    var parsed = new ArrayList<Object>();
    for (var manifest : manifests()) {
      parsed.add(parse(manifest));
    }
    return parsed;
  }

  private static <T> T only(Class<T> kind) throws IOException {
    var found = parsed().stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).as(kind.getSimpleName()).hasSize(1);
    return found.get(0);
  }

  private static List<StatefulSet> statefulSets() throws IOException {
    return parsed().stream()
        .filter(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .toList();
  }

  private static StatefulSet statefulSet(String name) throws IOException {
    return statefulSets().stream()
        .filter(set -> set.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no StatefulSet " + name));
  }

  private static List<JsonNode> manifests() throws IOException {
    var manifests = new ArrayList<JsonNode>();
    for (var name : texts(Sources.yaml(BASE + "/kustomization.yaml").at("/resources"))) {
      manifests.addAll(Sources.yaml(Sources.ROOT.resolve(BASE).resolve(name)));
    }
    return manifests;
  }

  private static Object parse(JsonNode manifest) throws IOException {
    var kind = KINDS.get(manifest.at("/kind").asText());
    if (kind == null) {
      throw new AssertionError("a kind without a schema here: " + manifest.at("/kind"));
    }
    return STRICT.treeToValue(manifest, kind);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
