# Every noun with lost responses: each record is created, changed and removed once, whatever was lost. tests/Pester/Shared/Nouns describes how one is created.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
}

Describe 'A lost response: <Noun>' -Tag Faults -ForEach $nouns {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        function Set-Fault([hashtable] $Fault) { $null = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body ($Fault | ConvertTo-Json) }
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            if ($Setup) { . $Setup }
        }
        # Runs it with different seeds until the response to a write is lost, and returns its output. The data is reset each time.
        function Invoke-Losing([string] $Function, [scriptblock] $First, [scriptblock] $Work) {
            foreach ($seed in 1..20) {
                Set-Scene
                & $First
                Set-Fault @{ seed = $seed; functions = $Function; dropAfter = 0.5 }
                try { $said = & $Work 4>&1 }
                finally { Set-Fault @{} }
                if (@($said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) -match 'the response was lost') { return $said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] } }
            }
            throw 'No answer to a write was lost.'
        }
        function Get-All { @(& "Get-$Noun" | Where-Object { "$_" -eq $Key }) }
    }
    AfterAll { Stop-SpecPanel }

    It 'to its creation leaves one record' {
        $made = Invoke-Losing '*_add' { } { & "New-$Noun" @New -Verbose -WarningAction SilentlyContinue }
        (Get-All).Id | Should -Be $made.Id
    }

    It 'to its change leaves it changed' {
        $member = if ($Member) { $Member } else { @($Change.Keys)[0] }
        Invoke-Losing '*_update' { $script:before = & "New-$Noun" @New } { & "Set-$Noun" $before @Change -Verbose -WarningAction SilentlyContinue }
        "$((Get-All).$member)" | Should -Not -Be "$($before.$member)"
    }

    It 'to its removal leaves no record' {
        Invoke-Losing '*_delete*' { $script:before = & "New-$Noun" @New } { & "Remove-$Noun" $before -Recurse -Verbose -Confirm:$false }
        Get-All | Should -BeNullOrEmpty
    }
}
