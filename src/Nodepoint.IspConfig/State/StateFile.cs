using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nodepoint.IspConfig.State;

/// <summary>Writes a file of a state: a line for each member, and for each record of a zone, so that a change is a change of a line. docs/schema/state.json describes it.</summary>
internal static class StateFile
{
    /// <summary>The value of the first member of each file.</summary>
    public const string Format = "nodepoint-state-1";

    /// <summary>The name of the file about the state itself.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>The member with the format.</summary>
    public const string FormatMember = "format";

    /// <summary>The member with the client that owns the objects of a file; empty for the administrator.</summary>
    public const string ClientMember = "client";

    /// <summary>The member with the objects, by noun.</summary>
    public const string ObjectsMember = "objects";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes objects of one owner.</summary>
    /// <param name="output">The file.</param>
    /// <param name="client">The client that owns them; empty for the administrator, null if clients cannot own them.</param>
    /// <param name="objects">The objects, in order.</param>
    public static void Write(TextWriter output, string? client, IEnumerable<StateObject> objects)
    {
        output.Write($"{{\n  \"{FormatMember}\": \"{Format}\",\n");
        if (client is not null) output.Write($"  \"{ClientMember}\": {Quote(client)},\n");
        output.Write($"  \"{ObjectsMember}\": {{");
        StateNoun? noun = null;
        foreach (var value in objects)
        {
            if (value.Noun == noun) output.Write(",\n");
            else output.Write($"{(noun is null ? "" : "\n    ],")}\n    {Quote(value.Noun.Name)}: [\n");
            noun = value.Noun;
            Write(output, value);
        }

        output.Write(noun is null ? "}\n}\n" : "\n    ]\n  }\n}\n");
    }

    /// <summary>Writes what a state says about itself.</summary>
    public static void Write(TextWriter output, StateManifest manifest)
    {
        output.Write($"{{\n  \"{FormatMember}\": \"{Format}\",\n");
        output.Write($"  \"panel\": {Quote(manifest.Panel)},\n  \"panelVersion\": {Quote(manifest.PanelVersion)},\n  \"moduleVersion\": {Quote(manifest.ModuleVersion)},\n");
        output.Write($"  \"includesSecrets\": {(manifest.IncludesSecrets ? "true" : "false")},\n");
        output.Write($"  \"include\": [{string.Join(", ", manifest.Include.Select(Quote))}],\n  \"exclude\": [{string.Join(", ", manifest.Exclude.Select(Quote))}],\n");
        Write(output, "servers", manifest.Servers.Select(server => (server.Name, $"[{string.Join(", ", server.Services.Select(Quote))}]")));
        Write(output, "templates", manifest.Templates.Select(template => (template.Name, $"{{ \"isAdditional\": {(template.IsAdditional ? "true" : "false")}, \"limits\": {{ {string.Join(", ", template.Limits.Select(limit => $"{Quote(limit.Key)}: {(limit.Value is null ? "null" : Quote(limit.Value))}"))} }} }}")));
        Write(output, "phpVersions", manifest.PhpVersions.Select(one => (one.Key, $"[{string.Join(", ", one.Value.Select(Quote))}]")));
        Write(output, "objects", manifest.Objects.Select(one => (one.Key, one.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Write(output, "notAllowed", manifest.NotAllowed.Select(one => (one.Key, Quote(one.Value))), isLast: true);
        output.Write("}\n");
    }

    private static void Write(TextWriter output, string name, IEnumerable<(string Name, string Value)> members, bool isLast = false)
    {
        var lines = members.Select(member => $"    {Quote(member.Name)}: {member.Value}").ToArray();
        output.Write(lines.Length == 0 ? $"  \"{name}\": {{}}" : $"  \"{name}\": {{\n{string.Join(",\n", lines)}\n  }}");
        output.Write(isLast ? "\n" : ",\n");
    }

    private static void Write(TextWriter output, StateObject value)
    {
        var separator = "      {\n";
        foreach (var (name, member) in value.Members)
        {
            output.Write($"{separator}        {Quote(name)}: ");
            if (name == StateObject.Records && member.GetArrayLength() > 0) output.Write($"[\n          {string.Join(",\n          ", member.EnumerateArray().Select(record => record.GetRawText()))}\n        ]");
            else output.Write(member.GetRawText());
            separator = ",\n";
        }

        output.Write("\n      }");
    }

    private static string Quote(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(text.Length + 2);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) writer.WriteStringValue(text);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
