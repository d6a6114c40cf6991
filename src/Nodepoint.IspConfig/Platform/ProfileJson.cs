using System.Text.Json.Serialization;

namespace Nodepoint.IspConfig.Platform;

/// <summary>The JSON of a profile. A null value in a list or object is refused by <see cref="ProfileRules"/>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlatformProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
