# Some panels have two objects with one name, because the panel accepts them: an import makes both again.
BeforeDiscovery {
    $nouns = @(Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName } | Where-Object { $_.Change -and -not $_.Change.ContainsKey("New$($_.Member)") })
}

Describe 'Two records of <Noun> with one name' -ForEach $nouns {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        # The others are refused by the panel's form or by a unique key of its database.
        $accepts = @('NpCronJob', 'NpMailAlias', 'NpMailContentFilter', 'NpMailFetch', 'NpMailForward', 'NpMailRelayRecipient', 'NpMailboxFilter', 'NpSpamPolicy', 'NpSpamRule', 'NpWebFolder', 'NpWebFolderUser')
    }
    AfterAll { Stop-SpecPanel }

    It 'are both imported if the panel accepts them, and refused by name if not' {
        $root = (Get-Item TestDrive:/).FullName
        $both, $other = (Join-Path $root both), (Join-Path $root other)
        if ($Setup) { . $Setup *>$null }
        $new = $New
        $made = & "New-$Noun" @new
        $null = Export-NpState $both -Include $Noun -IncludeSecrets -WarningAction SilentlyContinue
        $change = $Change
        & "Set-$Noun" $made.Id @change
        $null = Export-NpState $other -Include $Noun -IncludeSecrets -WarningAction SilentlyContinue
        # The first export gets the changed record beside the first one.
        foreach ($file in Get-ChildItem $both -Recurse -File -Filter *.json | Where-Object Name -NE manifest.json) {
            $from = Get-Content (Join-Path $other ([IO.Path]::GetRelativePath($both, $file))) -Raw | ConvertFrom-Json
            $to = Get-Content $file -Raw | ConvertFrom-Json
            $to.objects.$Noun = @($to.objects.$Noun) + @($from.objects.$Noun | Where-Object { ($_ | ConvertTo-Json -Depth 9 -Compress) -cnotin @($to.objects.$Noun | ForEach-Object { $_ | ConvertTo-Json -Depth 9 -Compress }) })
            $to | ConvertTo-Json -Depth 9 | Set-Content $file
        }
        & "Remove-$Noun" $made.Id -Confirm:$false -WarningAction SilentlyContinue
        $changes = @(Import-NpState $both -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
        if ($Noun -in $accepts) {
            $problem | Should -BeNullOrEmpty
            $changes.Action | Should -Be @('Added', 'Added')
            Compare-NpState $both | Should -BeNullOrEmpty
            Import-NpState $both | Should -BeNullOrEmpty
        }
        else {
            @($problem).Count | Should -BeGreaterThan 0
            "$problem" | Should -Not -BeLike '*-SkipExisting*'
        }
    }
}
