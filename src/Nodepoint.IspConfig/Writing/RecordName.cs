using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Names a record for -WhatIf and -Confirm as it is now, and how the input named it if that was its ID or a name that it no longer has.</summary>
internal static class RecordName
{
    /// <summary>"mailbox anna@example.com", "client small (ID 2)", or "mail domain new.example (ID 3, read as old.example)".</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="record">The record as it is now.</param>
    /// <param name="input">How the input names it.</param>
    public static string Of<T>(PanelNoun<T> noun, T record, Reference<T> input) where T : PanelObject => Of(noun.Title, record, record.ToString(), input, noun.KeyComparison);

    /// <summary>Names a record.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="title">The kind of record.</param>
    /// <param name="record">The record as it is now.</param>
    /// <param name="name">Its name in words.</param>
    /// <param name="input">How the input names it.</param>
    /// <param name="comparison">How names are compared.</param>
    public static string Of<T>(string title, T record, string name, Reference<T> input, StringComparison comparison) where T : PanelObject
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"ID {record.Id}");
        if (input.Value is { } read) return string.Equals(read.ToString(), record.ToString(), comparison) ? $"{title} {name}" : $"{title} {name} ({id}, read as {read})";
        return input.Key is null && input.Id is not null ? $"{title} {name} ({id})" : $"{title} {name}";
    }
}
