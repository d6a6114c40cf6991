using System.Buffers;
using System.Text.Json;

namespace Nodepoint.IspConfig.Panel;

/// <summary>Reads the panel's response.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="response">Positioned on the first token of the response (or of one row); the response is complete and well-formed JSON.
/// A <see cref="JsonException"/>, <see cref="FormatException"/> or <see cref="InvalidOperationException"/> thrown by the delegate
/// means that the response does not have the expected shape.</param>
public delegate T PanelReplyReader<out T>(ref Utf8JsonReader response);

/// <summary>One call of a function of the panel's remote API.</summary>
public sealed class PanelCall
{
    /// <summary>Creates a call of a function.</summary>
    /// <param name="function">The function's name as the panel spells it; case matters.</param>
    /// <param name="writeMembers">Writes the named members of the call after <c>session_id</c>, which the connection writes.
    /// It may run more than once if the call is repeated. Null for a function without parameters.</param>
    /// <exception cref="ArgumentException">The name is not a valid function name.</exception>
    public PanelCall(string function, Action<Utf8JsonWriter>? writeMembers = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!IsName(function))
            throw new ArgumentException($"'{function}' is not a valid function name. Use letters, digits and underscores, at most 100 characters.", nameof(function));
        Function = function;
        WriteMembers = writeMembers;
        IsWrite = !IsReadByName(function);
    }

    /// <summary>The function's name as the panel spells it.</summary>
    public string Function { get; }

    /// <summary>Writes the named members of the call; null if missing.</summary>
    public Action<Utf8JsonWriter>? WriteMembers { get; }

    /// <summary>Writes the named members of the call, to look at what it sends.</summary>
    /// <returns>The members, as an object; empty if the function has none.</returns>
    internal JsonElement Members()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteMembers?.Invoke(writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>Whether the call changes something, so that it must not be sent again when its outcome is unknown.
    /// The default is derived from the name: functions with the word <c>get</c>, <c>*_list</c>, <c>monitor_*</c>, login and logout only read.</summary>
    public bool IsWrite { get; init; }

    /// <summary>The row of the panel's database that the call writes, for previews; null if it is not known.</summary>
    internal Model.Preview.RowWrite? Row { get; init; }

    /// <summary>What the call changes, for those who observe it; null if it is not about one record.</summary>
    internal Changes.ICallChange? Change { get; set; }

    /// <summary>When its body was last begun to be sent, as a timestamp of the connection's clock; 0 if it was not. A new connection is open by then.</summary>
    internal long SentAt { get; set; }

    /// <summary>Whether the caller itself limits the result to what belongs to the client of the connection, or needs a setting and does not show it.</summary>
    internal bool IsLimitedByCaller { get; init; }

    /// <summary>Whether an object in the response is always one row. Otherwise an object whose first value is an object
    /// is read as a list keyed by IDs. Used by streams only.</summary>
    public bool OneRow { get; init; }

    /// <summary>The function's name.</summary>
    public override string ToString() => Function;

    private static bool IsName(string text)
    {
        if (text.Length is 0 or > 100) return false;
        foreach (char c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        return true;
    }

    internal static bool IsReadByName(string function)
    {
        if (function is "login" or "logout" or "ftptrafficquota_data" or "__construct") return true;
        if (function.StartsWith("monitor_", StringComparison.Ordinal) || function.EndsWith("_list", StringComparison.Ordinal)) return true;
        for (int at = function.IndexOf("get", StringComparison.Ordinal); at >= 0; at = function.IndexOf("get", at + 3, StringComparison.Ordinal))
        {
            bool starts = at == 0 || function[at - 1] == '_';
            bool ends = at + 3 == function.Length || function[at + 3] == '_';
            if (starts && ends) return true;
        }
        return false;
    }
}
