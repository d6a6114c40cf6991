using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Platform;

/// <summary>Reads and writes the file of a profile.</summary>
internal static class ProfileFile
{
    // As people read it: without escapes where JSON does not need them.
    private static readonly ProfileJson Readable = new(new JsonSerializerOptions(ProfileJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a profile.</summary>
    /// <param name="path">The path, for errors.</param>
    /// <param name="content">The file in UTF-8.</param>
    /// <exception cref="RuleException">The file is not a profile. The message has the file and the line.</exception>
    public static PlatformProfile Read(string path, ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith(Mark) ? content[Mark.Length..] : content;
        try
        {
            var profile = JsonSerializer.Deserialize(text, ProfileJson.Default.PlatformProfile) ?? throw new JsonException(null, "$", 0, 0);
            return ProfileRules.Normalize(profile) with { Path = path };
        }
        catch (ProfileValueException problem) { throw Wrong(path, JsonLines.Find(text, problem.Path), problem.Message, problem); }
        catch (JsonException problem)
        {
            // The reader's own exceptions are about the syntax, the others about a type.
            var message = problem.InnerException is JsonException ? "The text is not valid JSON." : $"{(problem.Path is { Length: > 2 } at ? at[2..] : "The profile")} has a value of the wrong type. docs/schema/platform.json describes the file.";
            throw Wrong(path, (problem.LineNumber ?? 0) + 1, message, problem);
        }
    }

    /// <summary>Writes a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <returns>The file in UTF-8.</returns>
    /// <exception cref="ProfileValueException">A value is not valid.</exception>
    public static byte[] Write(PlatformProfile profile) => [.. JsonSerializer.SerializeToUtf8Bytes(ProfileRules.Normalize(profile), Readable.PlatformProfile), (byte)'\n'];

    private static RuleException Wrong(string path, long line, string message, Exception cause)
        => new(Rule.InvalidPlatformProfile, string.Create(CultureInfo.InvariantCulture, $"Cannot read the platform profile: {path} line {line}: {message}"), cause);
}
