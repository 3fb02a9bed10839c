<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>QueueStrip</name>
    <message numerus="yes">
        <source>Waiting: after %n others</source>
        <translation>
            <numerusform>Waiting: after %n other</numerusform>
            <numerusform>Waiting: after %n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::Canvas</name>
    <message numerus="yes">
        <source>← All %n pictures</source>
        <translation>
            <numerusform>← %n picture</numerusform>
            <numerusform>← All %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::ComparisonView</name>
    <message numerus="yes">
        <source>%n settings differ</source>
        <translation>
            <numerusform>%n setting differs</numerusform>
            <numerusform>%n settings differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::GalleryFilterBar</name>
    <message numerus="yes">
        <source>%n pictures</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::MainWindow</name>
    <message numerus="yes">
        <source>%n pictures moved to the trash.</source>
        <translation>
            <numerusform>%n picture moved to the trash.</numerusform>
            <numerusform>%n pictures moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::ModelDialog</name>
    <message numerus="yes">
        <source>And %n more problems.</source>
        <translation>
            <numerusform>And %n more problem.</numerusform>
            <numerusform>And %n more problems.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::Notifier</name>
    <message numerus="yes">
        <source>%n pictures are ready</source>
        <translation>
            <numerusform>%n picture is ready</numerusform>
            <numerusform>%n pictures are ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::ParameterPanel</name>
    <message numerus="yes">
        <source>At %1 × %2, at most %n pictures can be made at once. Take fewer, or a smaller size.</source>
        <translation>
            <numerusform>At %1 × %2, only %n picture can be made at once. Choose a smaller size for more.</numerusform>
            <numerusform>At %1 × %2, at most %n pictures can be made at once. Take fewer, or a smaller size.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::QueueCards</name>
    <message numerus="yes">
        <source>%1 of %n pictures are in the gallery</source>
        <translation>
            <numerusform>%1 of %n picture is in the gallery</numerusform>
            <numerusform>%1 of %n pictures are in the gallery</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::QueueStrip</name>
    <message numerus="yes">
        <source>Resume %n jobs</source>
        <translation>
            <numerusform>Resume %n job</numerusform>
            <numerusform>Resume %n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::VariationLine</name>
    <message numerus="yes">
        <source>Makes %n pictures</source>
        <translation>
            <numerusform>Makes %n picture</numerusform>
            <numerusform>Makes %n pictures</numerusform>
        </translation>
    </message>
</context>
</TS>
