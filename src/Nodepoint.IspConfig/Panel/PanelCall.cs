using System.Text.Json;

namespace Nodepoint.IspConfig.Panel;

/// <summary>Reads what the panel answered.</summary>
/// <typeparam name="T">What is made of it.</typeparam>
/// <param name="response">Stands on the first token of the answer (or of one row); the answer is complete and well-formed JSON.
/// A <see cref="JsonException"/>, <see cref="FormatException"/> or <see cref="InvalidOperationException"/> thrown from here
/// says that the answer has another shape than was expected.</param>
public delegate T PanelReplyReader<out T>(ref Utf8JsonReader response);

/// <summary>One call of a function of the panel's remote API.</summary>
public sealed class PanelCall
{
    /// <summary>A call of a function.</summary>
    /// <param name="function">The function's name as the panel spells it; case matters.</param>
    /// <param name="writeMembers">Writes the named members of the call behind <c>session_id</c>, which the connection writes itself.
    /// It may run more than once, when a call has to be repeated. Null for a function without parameters.</param>
    /// <exception cref="ArgumentException">The name cannot be that of a function.</exception>
    public PanelCall(string function, Action<Utf8JsonWriter>? writeMembers = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!IsName(function))
            throw new ArgumentException("The name of a panel function has letters, digits and underscores only.", nameof(function));
        Function = function;
        WriteMembers = writeMembers;
        IsWrite = !IsReadByName(function);
    }

    /// <summary>The function's name as the panel spells it.</summary>
    public string Function { get; }

    /// <summary>Writes the named members of the call, or null for none.</summary>
    public Action<Utf8JsonWriter>? WriteMembers { get; }

    /// <summary>Whether the call changes something, so that it must not be sent again when its outcome is unknown.
    /// Told from the name unless set: functions with the word <c>get</c>, <c>*_list</c>, <c>monitor_*</c>, login and logout only read.</summary>
    public bool IsWrite { get; init; }

    /// <summary>Whether an object in the answer is one row whatever it holds. Otherwise an object whose first value is an object
    /// counts as a list keyed by ids. Matters to streams only.</summary>
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
