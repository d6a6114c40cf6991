using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Changes;

namespace Nodepoint.PowerShell.ChangeLogs;

/// <summary>A line of a change log: a member that got another value, or a record that was added or removed, or a call that is about more than one record.</summary>
[TableView("Time:25 Cmdlet:15 Key:20 Column:9 Outcome")]
public sealed record LoggedChange
{
    /// <summary>When the outcome was known, with the time zone.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The user of the operating system who ran the command.</summary>
    public string User { get; init; } = "";

    /// <summary>The computer on which the command ran.</summary>
    public string Host { get; init; } = "";

    /// <summary>The name of the connection.</summary>
    public string Panel { get; init; } = "";

    /// <summary>The account on the panel: the remote user, or the client.</summary>
    public string Account { get; init; } = "";

    /// <summary>The cmdlet; null if the change was not made by one.</summary>
    public string? Cmdlet { get; init; }

    /// <summary>The panel's function.</summary>
    public string Function { get; init; } = "";

    /// <summary>What was done.</summary>
    public ObservedAction Action { get; init; }

    /// <summary>The noun, such as NpMailbox; null for a call that is not about one record.</summary>
    public string? Noun { get; init; }

    /// <summary>The natural key of the object before the change; null for a call that is not about one record.</summary>
    public string? Key { get; init; }

    /// <summary>The ID of the object; null if it was not known.</summary>
    public long? Id { get; init; }

    /// <summary>The member that was changed, such as Quota; null for an object that was added or removed.</summary>
    public string? Column { get; init; }

    /// <summary>The value before; null if there was no value, or it is not known or secret.</summary>
    public string? Before { get; init; }

    /// <summary>The value after; null if there is no value, or it is secret.</summary>
    public string? After { get; init; }

    /// <summary>Whether the values are not in the log because they are or may be secret.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSecret { get; init; }

    /// <summary>Whether the panel did it.</summary>
    public ObservedOutcome Outcome { get; init; }

    /// <summary>Why the panel did not do it, or why that is not known, such as Duplicate; null if it did.</summary>
    public string? Fault { get; init; }

    /// <summary>The number of the row in the command's journal; null without one.</summary>
    public int? Row { get; init; }

    /// <summary>The change in words: "2027-01-31 12:00:00 Set-NpMailbox NpMailbox anna@example.com: Quota from 1073741824 to 5368709120 (Done)".</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var what = Noun is null ? Function : $"{Noun} {Key}: {(Column is null ? Action.ToString() : IsSecret ? $"{Column} changed" : $"{Column} from '{Before}' to '{After}'")}";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Time:yyyy-MM-dd HH:mm:ss} {Cmdlet} {what} ({Outcome})");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LoggedChange))]
internal sealed partial class LoggedChangeJson : JsonSerializerContext;
