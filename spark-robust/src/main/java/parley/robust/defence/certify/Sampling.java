package parley.robust.defence.certify;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * How noisy copies of a row are drawn.
 *
 * @param noise its kind
 * @param sigma its deviation in each feature
 * @param selectionSamples copies that pick the class
 * @param samples copies that bound its share
 * @param seed what the noise depends on beside the row's id
 */
@DefaultSerializer(JavaSerializer.class)
public record Sampling(NoiseKind noise, double sigma, int selectionSamples, int samples, long seed)
    implements Serializable {}
