# What is true for every noun. Special behavior has separate specs; tests/Pester/Shared/Nouns describes how a record of each noun is created.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
}

Describe 'The rows of data' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $library = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Nodepoint.IspConfig' } | Select-Object -First 1
        $rows = (Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | ForEach-Object { & $_.FullName }).Noun
    }
    AfterAll { Stop-SpecPanel }

    It 'describe every noun once' {
        $nouns = $library.GetType('Nodepoint.IspConfig.Model.PanelNouns')::All.CmdletNoun | Where-Object { $_ }
        @($nouns | Where-Object { $_ -notin $rows }) | Should -BeNullOrEmpty -Because 'tests/Pester/Shared/Nouns needs a row for each noun'
        @($rows | Where-Object { $_ -notin $nouns }) | Should -BeNullOrEmpty
        @($rows | Group-Object | Where-Object Count -gt 1) | Should -BeNullOrEmpty
    }
}

Describe '<Noun>' -ForEach $nouns {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Garbage.ps1')
        function Get-Model { @([Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun -eq $Noun)[0] }
        function New-Record([hashtable] $With = @{}) { $all = $New + $With; & "New-$Noun" @all }
        function Get-Raw($Model, [long] $Id) { Invoke-NpApi "$($Model.Functions)_get" @{ $Model.ReadParameter = $Id } }
        # Parameters as columns of a CSV file, with the panel's names.
        function ConvertTo-PanelRow($Model, [hashtable] $Given) {
            $parameters = (Get-Command "New-$Noun").Parameters
            $row = [ordered]@{}
            foreach ($name in $Given.Keys) {
                $column = @($parameters[$name].Aliases | Where-Object { $_ -in $Model.Columns.Name })[0]
                $row[$(if ($column) { $column } else { $name })] = $Given[$name]
            }
            [pscustomobject]$row
        }
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            if ($Setup) { . $Setup }
        }
    }
    BeforeEach { Set-Scene }
    AfterAll { Stop-SpecPanel }

    It 'is created and returned with its ID' {
        $made = New-Record
        @($made).Count | Should -Be 1
        $made.Id | Should -BeGreaterThan 0
        "$made" | Should -Be $Key
        (& "Get-$Noun" -Id $made.Id).Id | Should -Be $made.Id
    }

    It 'is returned as the panel stores it' {
        $made = New-Record
        $read = & "Get-$Noun" -Id $made.Id
        foreach ($member in $read.PSObject.Properties.Name | Where-Object { $_ -notin @('AdditionalFields') + $Assigned }) {
            if ($read.$member -isnot [securestring] -and $made.$member -isnot [securestring]) { "$($made.$member)" | Should -Be "$($read.$member)" -Because $member }
        }
    }

    It 'says which client owns it, and Get-NpClient gets that client from it' {
        $made = New-Record
        if (-not (Get-Model).IsOwned) {
            $made.PSObject.Properties.Name | Should -Not -Contain 'Client'
            return
        }
        $read = & "Get-$Noun" -Id $made.Id
        $owner = @($read | Get-NpClient)
        if ($read.OwnerGroupId -le 1) { $owner | Should -BeNullOrEmpty }
        else { $owner.Username | Should -BeExactly (Invoke-NpApi client_get_by_groupid @{ group_id = $read.OwnerGroupId }).username }
        $read.Client | Should -BeExactly "$($owner.Username)"
        $made.Client | Should -BeExactly $read.Client
    }

    It 'stays with its owner when the row that was read changes it' {
        $null = New-Record
        $before = & "Get-$Noun" $Key
        $before | Export-Csv (Join-Path $TestDrive owner.csv)
        Import-Csv (Join-Path $TestDrive owner.csv) | Where-Object Id -eq @($before)[0].Id | & "Set-$Noun" -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems | Where-Object { "$_" -match 'owner|client|administrator' } | Should -BeNullOrEmpty
        (& "Get-$Noun" -Id @($before)[0].Id).OwnerGroupId | Should -Be @($before)[0].OwnerGroupId
    }

    It 'is found by its key, by a wildcard and by its ID' {
        $made = New-Record
        (& "Get-$Noun" $Key).Id | Should -Contain $made.Id
        (& "Get-$Noun" $Wild).Id | Should -Contain $made.Id
        (& "Get-$Noun" $made.Id).Id | Should -Be $made.Id
        @(& "Get-$Noun" 'nothing-like-it*') | Should -BeNullOrEmpty
    }

    It 'without a change is an error that names a parameter of the cmdlet' {
        $null = New-Record
        $problem = $null
        & "Set-$Noun" $Key -ErrorVariable problem -ErrorAction SilentlyContinue
        "$problem" | Should -Match 'such as -(\w+)\.'
        (Get-Command "Set-$Noun").Parameters.Keys | Should -Contain ("$problem" -replace '(?s)^.*such as -(\w+)\..*$', '$1')
    }

    It 'that does not exist is an error of the row' {
        { & "Get-$Noun" -Id 999999 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'comes from a CSV file with the panel''s headers' {
        $null = New-Record
        $model = Get-Model
        Set-Scene
        $made = ConvertTo-PanelRow $model $New | & "New-$Noun"
        "$made" | Should -Be $Key
    }

    It 'changes one value and nothing else' {
        $made = New-Record
        $model = Get-Model
        $before = & "Get-$Noun" -Id $made.Id
        $rawBefore = Get-Raw $model $made.Id
        $before | & "Set-$Noun" @Change
        $after = & "Get-$Noun" -Id $made.Id
        $member = if ($Member) { $Member } else { @($Change.Keys)[0] }
        "$($after.$member)" | Should -Not -Be "$($before.$member)"
        foreach ($other in $before.PSObject.Properties.Name | Where-Object { $_ -notin @($member, 'AdditionalFields', 'Serial') }) {
            if ($before.$other -isnot [securestring]) { "$($after.$other)" | Should -Be "$($before.$other)" -Because $other }
        }
        $column = @($model.Columns | Where-Object Member -eq $member)[0].Name
        $rawAfter = Get-Raw $model $made.Id
        foreach ($other in $rawBefore.PSObject.Properties.Name | Where-Object { $_ -notin @($column, 'serial') + $PanelOwn }) { $rawAfter.$other | Should -Be $rawBefore.$other -Because $other }
    }

    It 'is not sent when nothing changes' {
        $made = New-Record
        & "Set-$Noun" $made.Id @Change
        (& "Set-$Noun" $made.Id @Change -Verbose 4>&1 | Out-String) | Should -BeLike '*these values already*'
    }

    It 'is not changed with -WhatIf' {
        $made = New-Record
        $before = Get-Raw (Get-Model) $made.Id | ConvertTo-Json
        & "Set-$Noun" $made.Id @Change -WhatIf
        & "Remove-$Noun" $made.Id -WhatIf
        Get-Raw (Get-Model) $made.Id | ConvertTo-Json | Should -Be $before
    }

    It 'is created from its neighbor and found from it' {
        $Pipe ?? $From | Should -Not -BeNullOrEmpty
        $made = if ($Pipe) { & $Pipe } else { New-Record }
        $made.Id | Should -BeGreaterThan 0
        if ($From) { (& $From).Id | Should -Contain $made.Id }
    }

    It 'is removed through the pipeline' {
        $made = New-Record
        & "Get-$Noun" $Key | & "Remove-$Noun" -Confirm:$false
        { & "Get-$Noun" -Id $made.Id -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'created twice exists once with -SkipExisting' {
        $made = New-Record
        if ($Again -eq 'Allowed') {
            (New-Record).Id | Should -BeGreaterThan $made.Id
            return
        }
        { New-Record @{ ErrorAction = 'Stop' } } | Should -Throw -ErrorId 'Duplicate*'
        (New-Record @{ SkipExisting = $true }).Id | Should -Be $made.Id
    }

    It 'twice in one file exists once, however far apart the rows are' {
        $made = $New, $New, $New | ForEach-Object { [pscustomobject]$_ } | & "New-$Noun" -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        @($made).Count | Should -Be 1
        @($problems | Where-Object FullyQualifiedErrorId -like 'Duplicate*').Count | Should -Be 2 -Because "$problems"
    }

    It 'refuses what is not valid, for the row only' {
        foreach ($bad in $Bad) {
            $row = $New.Clone()
            foreach ($name in $bad.Keys) { $row[$name] = $bad[$name] }
            $problems = @()
            $made = try { & "New-$Noun" @row -ErrorVariable problems -ErrorAction SilentlyContinue } catch { $problems = @($_) }
            $why = ($bad.GetEnumerator() | ForEach-Object { "$($_.Key) = '$($_.Value)'" }) -join ', '
            $made | Should -BeNullOrEmpty -Because $why
            @($problems).Count | Should -Be 1 -Because $why
            "$problems".Length | Should -BeLessThan 600 -Because $why
            "$problems" | Should -Not -BeLike '*Pw-*' -Because $why
        }
    }

    It 'survives 300 characters of garbage in any parameter' {
        $kept = New-Record
        $row = $New.Clone()
        Test-Garbage "New-$Noun" $row | Should -BeNullOrEmpty
        Test-Garbage "Set-$Noun" (@{ Identity = $kept.Id } + $Change) | Should -BeNullOrEmpty
        Test-Garbage "Get-$Noun" @{} | Should -BeNullOrEmpty
        Test-Garbage "Remove-$Noun" @{ Identity = 999999 } | Should -BeNullOrEmpty
        (& "Get-$Noun" -Id $kept.Id).Id | Should -Be $kept.Id
    }
}
