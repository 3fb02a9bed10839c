<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Error</name>
    <message>
        <source>%1 The CPU is used instead.</source>
        <translation>%1 已改用 CPU。</translation>
    </message>
    <message>
        <source>%1 cannot be copied into the gallery&apos;s folder.</source>
        <translation>无法把“%1”复制到图库文件夹。</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a picture. Use a short name without a slash.</source>
        <translation>“%1”不能用作图片名称。请换一个简短、不含斜杠的名称。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入“%1”：%2。</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>“%1”不是文件。</translation>
    </message>
    <message>
        <source>%1 is not a picture that the gallery can show: PNG, JPEG or WebP.</source>
        <translation>图库只能显示 PNG、JPEG 和 WebP 图片，“%1”不在其中。</translation>
    </message>
    <message>
        <source>%1 is not a regular file, so it is not replaced.</source>
        <translation>“%1”不是普通文件，因此没有替换它。</translation>
    </message>
    <message>
        <source>A count of %1 at %2 × %3 pixels is too much for one job: make fewer or smaller pictures.</source>
        <translation>一次生成 %1 张 %2 × %3 像素的图片超出了单个任务的上限。请减少张数，或缩小尺寸。</translation>
    </message>
    <message>
        <source>A keyword can have at most 200 characters and no control characters.</source>
        <translation>关键词最多 200 个字符，且不能含有控制字符。</translation>
    </message>
    <message>
        <source>A keyword needs a text in one of the two languages.</source>
        <translation>关键词至少要填写中文或英文中的一种。</translation>
    </message>
    <message>
        <source>A part of the program, %1, could not be loaded. Install it again.</source>
        <translation>无法加载程序组件“%1”。请重新安装造画。</translation>
    </message>
    <message>
        <source>A part of the program, %1, is missing. Install it again.</source>
        <translation>缺少程序组件“%1”。请重新安装造画。</translation>
    </message>
    <message>
        <source>A preset needs a name.</source>
        <translation>请给预设起个名称。</translation>
    </message>
    <message>
        <source>An album needs a name.</source>
        <translation>请给相册起个名称。</translation>
    </message>
    <message>
        <source>In the %1 the tensor %2 has the shape %3 instead of %4.</source>
        <translation>“%1”中的张量“%2”形状为 %3，应为 %4。</translation>
    </message>
    <message>
        <source>In the model %1 the part %2 is of another kind (%3) than %4.</source>
        <translation>模型“%1”的组成部分“%2”类型为 %3，应为 %4。</translation>
    </message>
    <message>
        <source>In the weights %1 the tensor %2 has the shape %3, but the model&apos;s configuration wants %4.</source>
        <translation>权重“%1”中的张量“%2”形状为 %3，而模型配置要求 %4。</translation>
    </message>
    <message>
        <source>No model is open. Choose a model first.</source>
        <translation>还没有打开模型。请先选择一个模型。</translation>
    </message>
    <message>
        <source>Noise of a graphics card needs a graphics card: choose the CPU&apos;s noise.</source>
        <translation>由显卡产生的噪声需要显卡。请改用 CPU 产生的噪声。</translation>
    </message>
    <message>
        <source>The %1 lacks the tensor %2.</source>
        <translation>“%1”中缺少张量“%2”。</translation>
    </message>
    <message>
        <source>The CUDA part of libtorch is missing or broken. Run scripts/setup again on this machine.</source>
        <translation>libtorch 的 CUDA 组件缺失或损坏。请在这台电脑上重新运行 scripts/setup。</translation>
    </message>
    <message>
        <source>The NVIDIA driver does not start. Restart the machine or update the driver.</source>
        <translation>NVIDIA 驱动无法启动。请重启电脑，或更新驱动。</translation>
    </message>
    <message>
        <source>The cfg_normalization %1 is not possible: it must be a number from 0 (off) to 100.</source>
        <translation>cfg_normalization 不能为 %1，它必须是 0（关）到 100 之间的数。</translation>
    </message>
    <message>
        <source>The cfg_truncation %1 is not possible: it must be a number from 0 to 1.</source>
        <translation>cfg_truncation 不能为 %1，它必须是 0 到 1 之间的数。</translation>
    </message>
    <message>
        <source>The count %1 is not possible: it must be a whole number from 1 to 16.</source>
        <translation>张数不能为 %1，它必须是 1 到 16 之间的整数。</translation>
    </message>
    <message>
        <source>The disk is full: %1 was not written. Free some space and try again.</source>
        <translation>磁盘已满，“%1”没有写入。请腾出一些空间后重试。</translation>
    </message>
    <message>
        <source>The disk with the library %1 is full. Free some space and try again.</source>
        <translation>图库数据库“%1”所在的磁盘已满。请腾出一些空间后重试。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>无法读取文件“%1”：%2。</translation>
    </message>
    <message>
        <source>The file %1 does not hold keywords.</source>
        <translation>文件“%1”里没有关键词。</translation>
    </message>
    <message>
        <source>The file %1 does not hold preview factors: 16 rows of 3, and a bias of 3.</source>
        <translation>文件“%1”不是有效的预览系数：应为 16 行、每行 3 个数，另加 3 个偏置。</translation>
    </message>
    <message>
        <source>The file %1 has a %2 that this program does not support.</source>
        <translation>造画不支持文件“%1”中的“%2”。</translation>
    </message>
    <message>
        <source>The file %1 has a chat template that this program does not know. It knows those of Z-Image and Qwen3-4B.</source>
        <translation>造画不认识文件“%1”中的对话模板。支持的是 Z-Image 和 Qwen3-4B 的模板。</translation>
    </message>
    <message>
        <source>The file %1 has a setting that this program does not know: %2.</source>
        <translation>文件“%1”中有造画不认识的设置：%2。</translation>
    </message>
    <message>
        <source>The file %1 holds no tensor named latents.</source>
        <translation>文件“%1”中没有名为 latents 的张量。</translation>
    </message>
    <message>
        <source>The file %1 is damaged. Replace it with the one of the model.</source>
        <translation>文件“%1”已损坏。请换成模型自带的那一份。</translation>
    </message>
    <message>
        <source>The file %1 is nested too deeply to be what it should be.</source>
        <translation>文件“%1”嵌套过深，不像是所需的文件。</translation>
    </message>
    <message>
        <source>The file %1 is not UTF-8 text.</source>
        <translation>文件“%1”不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The file %1 is not a PNG picture.</source>
        <translation>文件“%1”不是 PNG 图片。</translation>
    </message>
    <message>
        <source>The file %1 is not valid JSON.</source>
        <translation>文件“%1”不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The file %1 is too large to be what it should be.</source>
        <translation>文件“%1”过大，不像是所需的文件。</translation>
    </message>
    <message>
        <source>The file %1 lacks the setting %2.</source>
        <translation>文件“%1”缺少设置“%2”。</translation>
    </message>
    <message>
        <source>The file %1 names %2 twice.</source>
        <translation>文件“%1”中“%2”出现了两次。</translation>
    </message>
    <message>
        <source>The file %1 repeats the tensor %2 of another file. Download it again.</source>
        <translation>文件“%1”中的张量“%2”与另一个文件重复。请重新下载。</translation>
    </message>
    <message>
        <source>The folder %1 already holds too many pictures named %2.</source>
        <translation>文件夹“%1”中名为“%2”的图片已经太多了。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made. Choose another folder in the settings.</source>
        <translation>无法创建文件夹“%1”。请在设置中换一个文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 holds a model of another kind (%2), not Z-Image.</source>
        <translation>文件夹“%1”里是另一种模型（%2），不是 Z-Image。</translation>
    </message>
    <message>
        <source>The folder %1 holds no model: there is no model_index.json in it.</source>
        <translation>文件夹“%1”里没有模型：找不到 model_index.json。</translation>
    </message>
    <message>
        <source>The folder %1 holds no weights: %2 is missing.</source>
        <translation>文件夹“%1”里没有权重：缺少“%2”。</translation>
    </message>
    <message>
        <source>The graphics card cannot be used: its driver is too old or not loaded.</source>
        <translation>显卡无法使用：驱动版本过旧，或没有加载。</translation>
    </message>
    <message>
        <source>The graphics card stopped answering. Start the program again; if it happens again, restart the machine.</source>
        <translation>显卡停止响应。请重新启动造画；如果再次出现，请重启电脑。</translation>
    </message>
    <message>
        <source>The guidance %1 is not possible: it must be a number from 0 (off) to 20.</source>
        <translation>引导强度不能为 %1，它必须是 0（关）到 20 之间的数。</translation>
    </message>
    <message>
        <source>The height %1 is not possible: it must be a multiple of 16 from 256 to 2048.</source>
        <translation>高度不能为 %1，它必须是 256 到 2048 之间 16 的倍数。</translation>
    </message>
    <message>
        <source>The job was cancelled.</source>
        <translation>任务已取消。</translation>
    </message>
    <message>
        <source>The key %1 of the request is %2, but it must be &quot;cpu&quot; or &quot;cuda&quot;.</source>
        <translation>参数“%1”的值是 %2，它必须是 &quot;cpu&quot; 或 &quot;cuda&quot;。</translation>
    </message>
    <message>
        <source>The key %1 of the request is %2, but it must be a number from %3 to %4.</source>
        <translation>参数“%1”的值是 %2，它必须是 %3 到 %4 之间的数。</translation>
    </message>
    <message>
        <source>The key %1 of the request is %2, but it must be a text.</source>
        <translation>参数“%1”的值是 %2，它必须是文字。</translation>
    </message>
    <message>
        <source>The key %1 of the request is %2, but it must be a whole number from %3 to %4.</source>
        <translation>参数“%1”的值是 %2，它必须是 %3 到 %4 之间的整数。</translation>
    </message>
    <message>
        <source>The latents in %1 have the shape %2, but this request needs %3.</source>
        <translation>“%1”中潜变量的形状为 %2，而这次生成需要 %3。</translation>
    </message>
    <message>
        <source>The latents in %1 have the shape %2; they need (count, 16, height/8, width/8) with even sides up to 256.</source>
        <translation>“%1”中潜变量的形状为 %2，应为（张数，16，高/8，宽/8），后两项须为不超过 256 的偶数。</translation>
    </message>
    <message>
        <source>The latents in %1 hold numbers that are not finite.</source>
        <translation>“%1”的潜变量中含有无效数值（NaN 或无穷大）。</translation>
    </message>
    <message>
        <source>The library %1 belongs to a newer version of this program. It stays as it is; install that version to use it.</source>
        <translation>图库数据库“%1”由更新版本的造画创建，已原样保留。要使用它，请安装新版本。</translation>
    </message>
    <message>
        <source>The library %1 cannot be written. Check the permissions of its folder.</source>
        <translation>无法写入图库数据库“%1”。请检查所在文件夹的权限。</translation>
    </message>
    <message>
        <source>The library %1 could not be read or written. Check its disk.</source>
        <translation>无法读写图库数据库“%1”。请检查所在的磁盘。</translation>
    </message>
    <message>
        <source>The library %1 is damaged and cannot be put aside: its folder is read-only.</source>
        <translation>图库数据库“%1”已损坏，但所在文件夹为只读，无法把它移开。</translation>
    </message>
    <message>
        <source>The library %1 is damaged. Start the program again: it will be rebuilt from the pictures.</source>
        <translation>图库数据库“%1”已损坏。请重新启动造画，图库会根据图片重建。</translation>
    </message>
    <message>
        <source>The library %1 is in use by another program. Close it and try again.</source>
        <translation>图库数据库“%1”正被其他程序使用。请关闭那个程序后重试。</translation>
    </message>
    <message>
        <source>The library could not take a step that it should have. The details say which.</source>
        <translation>图库数据库有一步操作没有完成，详情中写明了是哪一步。</translation>
    </message>
    <message>
        <source>The model %1 is not on this machine. Use the picture&apos;s settings with another model instead.</source>
        <translation>这台电脑上没有模型“%1”。可以用其他模型套用这张图片的参数。</translation>
    </message>
    <message>
        <source>The model made no picture. Try again.</source>
        <translation>模型没有生成图片。请重试。</translation>
    </message>
    <message>
        <source>The model&apos;s %1 gave numbers that are not finite: its file is damaged, or the dtype is too small for it. Try --dtype fp32, or download the model again.</source>
        <translation>模型的“%1”算出了无效数值：文件已损坏，或计算精度不够。请把计算精度改为 fp32（--dtype fp32），或重新下载模型。</translation>
    </message>
    <message>
        <source>The model&apos;s autoencoder has %1 channels at 1/%2 of the size; Z-Image needs 16 at 1/8.</source>
        <translation>模型的自编码器有 %1 个通道，缩小到 1/%2；Z-Image 需要 16 个通道，缩小到 1/8。</translation>
    </message>
    <message>
        <source>The model&apos;s name is %1 bytes long: at most %2 are possible.</source>
        <translation>模型名称有 %1 字节，最多允许 %2 字节。</translation>
    </message>
    <message>
        <source>The model&apos;s name is not valid UTF-8 text.</source>
        <translation>模型名称不是有效的 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer and text encoder do not belong together: there is no word %1.</source>
        <translation>模型的分词器与文本编码器不配套：编码器中没有 %1 号词。</translation>
    </message>
    <message>
        <source>The model&apos;s transformer and autoencoder do not fit: %1 and %2 channels.</source>
        <translation>模型的 Transformer 与自编码器不匹配：通道数分别为 %1 和 %2。</translation>
    </message>
    <message>
        <source>The model&apos;s transformer and text encoder do not fit: %1 and %2 wide.</source>
        <translation>模型的 Transformer 与文本编码器不匹配：宽度分别为 %1 和 %2。</translation>
    </message>
    <message>
        <source>The name of a preset can have at most 80 characters.</source>
        <translation>预设名称最多 80 个字符。</translation>
    </message>
    <message>
        <source>The name of a preset cannot hold line breaks or control characters.</source>
        <translation>预设名称不能含有换行或控制字符。</translation>
    </message>
    <message>
        <source>The negative_prompt is %1 bytes long: at most %2 are possible.</source>
        <translation>反向提示词有 %1 字节，最多允许 %2 字节。</translation>
    </message>
    <message>
        <source>The negative_prompt is not valid UTF-8 text.</source>
        <translation>反向提示词不是有效的 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The part %1 is missing.</source>
        <translation>缺少“%1”部分。</translation>
    </message>
    <message>
        <source>The picture %1 could not be brought back from the trash. It is still there.</source>
        <translation>无法从回收站恢复图片“%1”。它仍在回收站里。</translation>
    </message>
    <message>
        <source>The picture %1 could not be moved to the trash. It is still in its folder.</source>
        <translation>无法把图片“%1”移到回收站。它仍在原来的文件夹里。</translation>
    </message>
    <message>
        <source>The picture %1 could not be renamed. Check the permissions of its folder.</source>
        <translation>无法重命名图片“%1”。请检查所在文件夹的权限。</translation>
    </message>
    <message>
        <source>The picture %1 does not say how it was made.</source>
        <translation>图片“%1”没有记录生成参数。</translation>
    </message>
    <message>
        <source>The picture %1 is damaged or not complete.</source>
        <translation>图片“%1”已损坏或不完整。</translation>
    </message>
    <message>
        <source>The picture %1 is no longer in the trash.</source>
        <translation>图片“%1”已不在回收站里。</translation>
    </message>
    <message>
        <source>The picture %1 is no longer there.</source>
        <translation>图片“%1”已经不在了。</translation>
    </message>
    <message>
        <source>The picture %1 is too large to be opened.</source>
        <translation>图片“%1”太大，无法打开。</translation>
    </message>
    <message>
        <source>The picture cannot be stored in %1. Choose another folder in the settings.</source>
        <translation>图片无法保存到“%1”。请在设置中换一个文件夹。</translation>
    </message>
    <message>
        <source>The picture could not be computed. The log has the details.</source>
        <translation>图片没有算出来。日志中有详情。</translation>
    </message>
    <message>
        <source>The picture could not be stored: it is not a whole picture.</source>
        <translation>图片不完整，没有保存。</translation>
    </message>
    <message>
        <source>The picture format %1 is not possible: it must be png, jpg or webp.</source>
        <translation>图片格式不能为“%1”，它必须是 png、jpg 或 webp。</translation>
    </message>
    <message>
        <source>The picture is no longer in the gallery.</source>
        <translation>这张图片已不在图库里。</translation>
    </message>
    <message>
        <source>The preset %1 comes with the program and cannot be changed. Save it under a name of your own.</source>
        <translation>预设“%1”是内置预设，不能修改。请另存为新的名称。</translation>
    </message>
    <message>
        <source>The preset could not be removed: make the file %1 and its folder writable.</source>
        <translation>预设没有删除。请把文件“%1”及其文件夹设为可写。</translation>
    </message>
    <message>
        <source>The prompt is %1 bytes long: at most %2 are possible.</source>
        <translation>提示词有 %1 字节，最多允许 %2 字节。</translation>
    </message>
    <message>
        <source>The prompt is not valid UTF-8 text.</source>
        <translation>提示词不是有效的 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The prompt is too long: the model reads the first %1 of its %2 tokens.</source>
        <translation>提示词太长：共 %2 个词元，模型只读前 %1 个。</translation>
    </message>
    <message>
        <source>The request is %1, but it must be a JSON object.</source>
        <translation>参数内容是 %1，它必须是一个 JSON 对象。</translation>
    </message>
    <message>
        <source>The sampler %1 is not known. Known samplers: %2.</source>
        <translation>没有名为“%1”的采样器。可用的采样器：%2。</translation>
    </message>
    <message>
        <source>The seed %1 is not possible: it must be a whole number from 0 to 4294967295, or -1 for any.</source>
        <translation>种子不能为 %1，它必须是 0 到 4294967295 之间的整数，或用 -1 表示随机。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, but it must be a group of settings.</source>
        <translation>文件“%1”中的设置“%2”是 %3，它必须是一组设置。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, but it must be a list of %4 to %5 texts.</source>
        <translation>文件“%1”中的设置“%2”是 %3，它必须是由 %4 到 %5 段文字组成的列表。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, but it must be a list of %4 to %5 whole numbers from %6 to %7.</source>
        <translation>文件“%1”中的设置“%2”是 %3，它必须是由 %4 到 %5 个整数组成的列表，每个整数在 %6 到 %7 之间。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, but it must be a number from %4 to %5.</source>
        <translation>文件“%1”中的设置“%2”是 %3，它必须是 %4 到 %5 之间的数。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, but it must be a text.</source>
        <translation>文件“%1”中的设置“%2”是 %3，它必须是文字。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, but it must be a whole number from %4 to %5.</source>
        <translation>文件“%1”中的设置“%2”是 %3，它必须是 %4 到 %5 之间的整数。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, but it must be true or false.</source>
        <translation>文件“%1”中的设置“%2”是 %3，它必须是 true 或 false。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, which this program does not support.</source>
        <translation>文件“%1”中的设置“%2”是 %3，造画不支持。</translation>
    </message>
    <message>
        <source>The setting %2 in the file %1 is %3, which this program does not support. It supports: %4.</source>
        <translation>文件“%1”中的设置“%2”是 %3，造画不支持。支持的有：%4。</translation>
    </message>
    <message>
        <source>The settings could not be kept because the disk with %1 is full. They hold until the program ends: free some space and change them once more.</source>
        <translation>“%1”所在的磁盘已满，设置没有保存，只在这次运行中有效。请腾出一些空间，再改一次设置。</translation>
    </message>
    <message>
        <source>The settings could not be written to %1. They hold until the program ends: make the file and its folder writable and change them once more.</source>
        <translation>设置无法写入“%1”，只在这次运行中有效。请把该文件及其文件夹设为可写，再改一次设置。</translation>
    </message>
    <message>
        <source>The settings in %1 cannot be read. The usual values are used, and changes are not kept: make the file readable or remove it, then start the program again.</source>
        <translation>无法读取“%1”中的设置。现在使用默认值，改动不会保存。请把该文件设为可读或将其移除，然后重新启动造画。</translation>
    </message>
    <message>
        <source>The settings in %1 were damaged. What could not be read has its usual value again, and the damaged file was kept as %2.</source>
        <translation>“%1”中的设置已损坏。无法读取的项目已恢复为默认值，损坏的文件保留为“%2”。</translation>
    </message>
    <message>
        <source>The settings in the picture %1 were written by another program in a form that is not understood.</source>
        <translation>图片“%1”中的参数由其他程序写入，造画无法识别这种格式。</translation>
    </message>
    <message>
        <source>The shift %1 is not possible: it must be a number from 0.01 to 100.</source>
        <translation>偏移不能为 %1，它必须是 0.01 到 100 之间的数。</translation>
    </message>
    <message>
        <source>The steps %1 are not possible: it must be a whole number from 1 to 120.</source>
        <translation>步数不能为 %1，它必须是 1 到 120 之间的整数。</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8. Write or save it as UTF-8 and try again.</source>
        <translation>文字不是有效的 UTF-8 编码。请存为 UTF-8 后重试。</translation>
    </message>
    <message>
        <source>The text is too long: it has %1 bytes, and at most %2 are possible.</source>
        <translation>文字太长：共 %1 字节，最多允许 %2 字节。</translation>
    </message>
    <message>
        <source>The tokenizer file %1 is damaged. Replace it with the one of the model.</source>
        <translation>分词器文件“%1”已损坏。请换成模型自带的那一份。</translation>
    </message>
    <message>
        <source>The tokenizer in %1 has no chat template, which says how the model wants its prompts. Add the chat_template.jinja of the model.</source>
        <translation>“%1”中的分词器没有对话模板，因此不知道模型需要怎样的提示词格式。请补上模型的 chat_template.jinja。</translation>
    </message>
    <message>
        <source>The unknown keys of the request are not a JSON object.</source>
        <translation>未识别的参数不是一个 JSON 对象。</translation>
    </message>
    <message>
        <source>The unknown keys of the request are not valid UTF-8 text.</source>
        <translation>未识别的参数不是有效的 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The unknown keys of the request take %1 bytes: at most %2 are possible.</source>
        <translation>未识别的参数共 %1 字节，最多允许 %2 字节。</translation>
    </message>
    <message>
        <source>The weights %1 lack the tensor %2. Download the model again.</source>
        <translation>权重“%1”中缺少张量“%2”。请重新下载模型。</translation>
    </message>
    <message>
        <source>The width %1 is not possible: it must be a multiple of 16 from 256 to 2048.</source>
        <translation>宽度不能为 %1，它必须是 256 到 2048 之间 16 的倍数。</translation>
    </message>
    <message>
        <source>There are too many keywords of your own: remove some of them first.</source>
        <translation>自定义关键词太多了。请先删除一些。</translation>
    </message>
    <message>
        <source>There is already a file named %1.</source>
        <translation>已经有名为“%1”的文件。</translation>
    </message>
    <message>
        <source>There is already a preset named %1. Choose another name.</source>
        <translation>已经有名为“%1”的预设。请换一个名称。</translation>
    </message>
    <message>
        <source>There is no NVIDIA driver on this machine.</source>
        <translation>这台电脑没有安装 NVIDIA 驱动。</translation>
    </message>
    <message>
        <source>There is no NVIDIA graphics card on this machine that may be used.</source>
        <translation>这台电脑上没有允许使用的 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>There is no NVIDIA graphics card on this machine.</source>
        <translation>这台电脑没有 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件“%1”。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹“%1”。</translation>
    </message>
    <message>
        <source>There is no graphics card %1 on this machine: it has %2, counted from 0.</source>
        <translation>这台电脑没有 %1 号显卡：共有 %2 块，从 0 开始编号。</translation>
    </message>
    <message>
        <source>There is no model folder %1.</source>
        <translation>没有模型文件夹“%1”。</translation>
    </message>
    <message>
        <source>There is no preset with the name %1.</source>
        <translation>没有名为“%1”的预设。</translation>
    </message>
    <message>
        <source>There is no synthetic model %1; there is %2.</source>
        <translation>没有合成模型“%1”，只有“%2”。</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture. Make it smaller, or close other programs.</source>
        <translation>内存不足，无法生成这张图片。请缩小尺寸，或关闭其他程序。</translation>
    </message>
    <message>
        <source>There is not enough memory to open the picture %1.</source>
        <translation>内存不足，无法打开图片“%1”。</translation>
    </message>
    <message>
        <source>There is not enough memory to read the file %1.</source>
        <translation>内存不足，无法读取文件“%1”。</translation>
    </message>
    <message>
        <source>There is not enough memory to store the picture.</source>
        <translation>内存不足，无法保存图片。</translation>
    </message>
    <message>
        <source>There was not enough memory for the library. Close other programs.</source>
        <translation>内存不足，图库数据库无法工作。请关闭其他程序。</translation>
    </message>
    <message>
        <source>This kind of number cannot be stored in a file.</source>
        <translation>这种数值无法存入文件。</translation>
    </message>
    <message>
        <source>This model cannot make a picture of that size.</source>
        <translation>这个模型无法生成这种尺寸的图片。</translation>
    </message>
    <message>
        <source>This preset is no longer there.</source>
        <translation>这个预设已经不在了。</translation>
    </message>
    <message>
        <source>Your own keywords in %1 could not be read. The damaged file was kept as %2.</source>
        <translation>无法读取“%1”中的自定义关键词。损坏的文件保留为“%2”。</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels is too large for a %3 file. Save it as a .png file.</source>
        <translation>%1 × %2 像素的图片超出了 %3 文件的上限。请存为 .png 文件。</translation>
    </message>
    <message>
        <source>Pictures cannot be written as %2 files: end the name of the picture %1 in .png, .jpg or .webp.</source>
        <translation>图片不能存为 %2 文件。请把“%1”的扩展名改为 .png、.jpg 或 .webp。</translation>
    </message>
    <message>
        <source>The file %1 is not a PNG, JPEG or WebP picture.</source>
        <translation>文件“%1”不是 PNG、JPEG 或 WebP 图片。</translation>
    </message>
    <message>
        <source>The name of the picture %1 has no extension: end it in .png, .jpg or .webp.</source>
        <translation>图片名称“%1”没有扩展名。请在末尾加上 .png、.jpg 或 .webp。</translation>
    </message>
    <message>
        <source>The picture %1 is an animation, which cannot be opened.</source>
        <translation>图片“%1”是动图，无法打开。</translation>
    </message>
    <message>
        <source>These settings were written in a form that is not understood.</source>
        <translation>造画无法识别这些参数的格式。</translation>
    </message>
    <message>
        <source>The CUDA part of this program is broken. Install it again.</source>
        <translation>本程序的 CUDA 部分已损坏。请重新安装。</translation>
    </message>
    <message>
        <source>The file %1 is not a preset of Zaohua and is left out. Choose a file that Zaohua has exported.</source>
        <translation>文件“%1”不是造画的预设，已略过。请选择由造画导出的文件。</translation>
    </message>
    <message>
        <source>The library was damaged and has been rebuilt, with all favourites, albums and jobs. The damaged file is kept as %1.</source>
        <translation>图库数据库已损坏并已重建，收藏、相册和任务全部保留。损坏的文件保留为“%1”。</translation>
    </message>
    <message>
        <source>The library was damaged and has been rebuilt, with favourites, albums and jobs as they were at %2. The damaged file is kept as %1.</source>
        <translation>图库数据库已损坏并已重建，收藏、相册和任务恢复到 %2 时的状态。损坏的文件保留为“%1”。</translation>
    </message>
    <message>
        <source>The library was damaged and is rebuilt from the pictures. Some favourites and albums may be missing: look through them. The damaged file is kept as %1.</source>
        <translation>图库数据库已损坏，正在根据图片重建。部分收藏和相册可能缺失，请检查一遍。损坏的文件保留为“%1”。</translation>
    </message>
    <message>
        <source>The preset file %1 is damaged and is left out. Get it again from where it came, or delete the file.</source>
        <translation>预设文件“%1”已损坏，已略过。请从原来的地方重新获取，或删除该文件。</translation>
    </message>
    <message>
        <source>This program has no kernels of its own for this graphics card.</source>
        <translation>本程序没有为这块显卡准备专用的计算程序。</translation>
    </message>
    <message>
        <source>The picture could not be saved in %1. It is in %2 instead.</source>
        <translation>图片无法保存到“%1”，已改存到“%2”。</translation>
    </message>
    <message>
        <source>The graphics card could not do a part of the work. Try again; if it happens again, update its driver.</source>
        <translation>显卡没能完成其中一步。请再试一次；如果再次出现，请更新显卡驱动。</translation>
    </message>
    <message>
        <source>fp8 needs a graphics card of the GeForce 40 series or later. Choose int8, bf16, fp16 or fp32.</source>
        <translation>fp8 需要 GeForce 40 系列或更新的显卡。请改选 int8、bf16、fp16 或 fp32。</translation>
    </message>
    <message>
        <source>The file %1 is damaged or not a safetensors file. Download it again.</source>
        <translation>文件“%1”已损坏，或不是 safetensors 文件。请重新下载。</translation>
    </message>
    <message>
        <source>The file %1 is damaged. Download it again.</source>
        <translation>文件“%1”已损坏。请重新下载。</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>另一个程序正在使用它</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是一个文件夹</translation>
    </message>
    <message>
        <source>it is too large for this disk</source>
        <translation>对这个磁盘来说它太大</translation>
    </message>
    <message>
        <source>its drive is gone</source>
        <translation>它所在的驱动器已断开</translation>
    </message>
    <message>
        <source>its folder is missing</source>
        <translation>它所在的文件夹不存在</translation>
    </message>
    <message>
        <source>its links lead in a circle</source>
        <translation>它的链接绕成了圈</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>它的名称太长</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>磁盘报告出错</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>you have no permission</source>
        <translation>没有权限</translation>
    </message>
</context>
<context>
    <name>GalleryFilterMenu</name>
    <message>
        <source>Show these days</source>
        <translation>显示这些日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>最大在前</translation>
    </message>
    <message>
        <source>Square pictures</source>
        <translation>方图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>任何模型</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>相册</translation>
    </message>
    <message>
        <source>Any album</source>
        <translation>任何相册</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>two dates</comment>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>GalleryWords</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Missing</source>
        <comment>a picture whose file is gone</comment>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>Damaged</source>
        <comment>a picture whose file cannot be read</comment>
        <translation>文件损坏</translation>
    </message>
    <message>
        <source>Picture without a prompt</source>
        <translation>没有提示词的图片</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
</context>
<context>
    <name>ProgressWords</name>
    <message>
        <source>Loading the model</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>读取提示词</translation>
    </message>
    <message>
        <source>Denoising %1 of %2</source>
        <translation>去噪 %1 / %2</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>解码画面</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>还剩 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>大约还剩 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>大约还剩 %1 小时</translation>
    </message>
    <message>
        <source>Picture %1 of %2</source>
        <translation>第 %1 张，共 %2 张</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Return</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Pausing after this picture</source>
        <translation>这张完成后暂停</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>正在生成</translation>
    </message>
    <message>
        <source>Generating %1 of %2</source>
        <translation>正在生成 %1 / %2</translation>
    </message>
    <message>
        <source>Waiting: the queue is paused</source>
        <translation>等待：队列已暂停</translation>
    </message>
    <message numerus="yes">
        <source>Waiting: after %n others</source>
        <translation>
            <numerusform>等待：前面还有 %n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting: starts next</source>
        <translation>等待：即将开始</translation>
    </message>
    <message>
        <source>Waiting: the model is loading</source>
        <translation>等待：正在加载模型</translation>
    </message>
    <message>
        <source>Paused: Zaohua was closed before it was done</source>
        <translation>已暂停：造画关闭时未完成</translation>
    </message>
    <message>
        <source>Paused by you</source>
        <translation>已手动暂停</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>an exact value and what it means</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>the same on every device (%1)</source>
        <translation>各种设备上一致（%1）</translation>
    </message>
    <message>
        <source>of the graphics card (%1)</source>
        <translation>由显卡产生（%1）</translation>
    </message>
    <message>
        <source>off</source>
        <comment>guidance</comment>
        <translation>关</translation>
    </message>
    <message>
        <source>gentle</source>
        <comment>guidance</comment>
        <translation>柔和</translation>
    </message>
    <message>
        <source>balanced</source>
        <comment>guidance</comment>
        <translation>适中</translation>
    </message>
    <message>
        <source>strong</source>
        <comment>guidance</comment>
        <translation>强</translation>
    </message>
    <message>
        <source>very strong</source>
        <comment>guidance</comment>
        <translation>很强</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <comment>shift</comment>
        <translation>模型默认</translation>
    </message>
    <message>
        <source>Guidance limit</source>
        <translation>引导上限</translation>
    </message>
    <message>
        <source>Guidance until</source>
        <translation>引导截止</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Of a newer version</source>
        <translation>来自新版本</translation>
    </message>
</context>
<context>
    <name>zaohua::AboutDialog</name>
    <message>
        <source>About Zaohua</source>
        <translation>关于造画</translation>
    </message>
    <message>
        <source>Zaohua</source>
        <translation>造画</translation>
    </message>
    <message>
        <source>Pictures from words, on your own graphics card.</source>
        <translation>在自己的显卡上，用文字生成图片。</translation>
    </message>
    <message>
        <source>Runs the Z-Image models by Tongyi-MAI with libtorch and Qt. Nothing that you write or make leaves this machine.</source>
        <translation>使用通义（Tongyi-MAI）的 Z-Image 模型，基于 libtorch 和 Qt。你写下和生成的一切都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>zaohua::Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Back to all pictures of this job (Esc)</source>
        <translation>回到这个任务的全部图片（Esc）</translation>
    </message>
    <message numerus="yes">
        <source>← All %n pictures</source>
        <translation>
            <numerusform>← 全部 %n 张</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::CategoryTabs</name>
    <message>
        <source>Keyword categories</source>
        <translation>关键词分类</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部分类</translation>
    </message>
</context>
<context>
    <name>zaohua::CentrePanel</name>
    <message>
        <source>Your picture appears here. Press Ctrl+Enter to make it.</source>
        <translation>图片会出现在这里。按 Ctrl+Enter 开始生成。</translation>
    </message>
</context>
<context>
    <name>zaohua::CommandPalette</name>
    <message>
        <source>Search commands…</source>
        <translation>搜索命令…</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command matches. Try fewer letters or another word.</source>
        <translation>没有匹配的命令。试试更少的字母，或换一个词。</translation>
    </message>
</context>
<context>
    <name>zaohua::Commands</name>
    <message>
        <source>Open a picture or preset…</source>
        <translation>打开图片或预设…</translation>
    </message>
    <message>
        <source>Save the picture as…</source>
        <translation>图片另存为…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Write the prompt</source>
        <translation>编辑提示词</translation>
    </message>
    <message>
        <source>Search the gallery</source>
        <translation>搜索图库</translation>
    </message>
    <message>
        <source>Search the keywords</source>
        <translation>搜索关键词</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Prompt panel</source>
        <translation>提示词面板</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Resume the interrupted jobs</source>
        <translation>继续中断的任务</translation>
    </message>
    <message>
        <source>Save as a preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Show the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>About Zaohua</source>
        <translation>关于造画</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Undo move to trash</source>
        <translation>撤销移到回收站</translation>
    </message>
    <message>
        <source>Rearrange panels</source>
        <translation>调整面板布局</translation>
    </message>
    <message>
        <source>Reset panels</source>
        <translation>恢复面板布局</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>套用参数</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Generate next</source>
        <translation>优先生成</translation>
    </message>
</context>
<context>
    <name>zaohua::ComparisonSlider</name>
    <message>
        <source>Divider between picture A and picture B</source>
        <translation>图片 A 与图片 B 的分界线</translation>
    </message>
    <message>
        <source>Move the divider with the mouse or the arrow keys</source>
        <translation>用鼠标或方向键移动分界线</translation>
    </message>
    <message>
        <source>A</source>
        <comment>the first of two compared pictures</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <comment>the second of two compared pictures</comment>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>zaohua::ComparisonView</name>
    <message>
        <source>One of these pictures does not say how it was made, so there is nothing to compare.</source>
        <translation>有一张图片没有记录生成参数，因此没有可对比的内容。</translation>
    </message>
    <message>
        <source>Both pictures were made with the same settings</source>
        <translation>两张图片的参数完全相同</translation>
    </message>
    <message numerus="yes">
        <source>%n settings differ</source>
        <translation>
            <numerusform>%n 项参数不同</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop comparing (Esc)</source>
        <translation>结束对比（Esc）</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>结束对比</translation>
    </message>
    <message>
        <source>What differs between the two pictures</source>
        <translation>两张图片的不同之处</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>A</source>
        <comment>the first of two compared pictures</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <comment>the second of two compared pictures</comment>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>zaohua::ComposePanel</name>
    <message>
        <source>Also from the picture: %1</source>
        <translation>还沿用了图片的：%1</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Queue a picture with these settings</source>
        <translation>用这些参数生成图片，并加入队列</translation>
    </message>
    <message>
        <source>These settings are for the model “%1”, which is not on this machine.</source>
        <translation>这些参数属于模型“%1”，但这台电脑上没有它。</translation>
    </message>
    <message>
        <source>Use the current model</source>
        <translation>改用当前模型</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>恢复默认</translation>
    </message>
</context>
<context>
    <name>zaohua::Dialogs</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>zaohua::FitLine</name>
    <message>
        <source>less than 1 s</source>
        <translation>不到 1 秒</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>约 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>模型无法使用。</translation>
    </message>
    <message>
        <source>The model is being opened.</source>
        <translation>正在打开模型。</translation>
    </message>
    <message>
        <source>Fits in memory: %1</source>
        <translation>内存够用：%1</translation>
    </message>
    <message>
        <source>time known after the first picture</source>
        <translation>首张完成后显示用时</translation>
    </message>
    <message>
        <source>Too little graphics memory: %1 more needed. Choose a smaller size.</source>
        <translation>显存不足，还差 %1。请选择较小的画面。</translation>
    </message>
    <message>
        <source>Too little memory: %1 more needed. Choose a smaller size.</source>
        <translation>内存不足，还差 %1。请选择较小的画面。</translation>
    </message>
    <message>
        <source>Fits in graphics memory: %1 of %2</source>
        <translation>可放入显存：%1 / %2</translation>
    </message>
</context>
<context>
    <name>zaohua::GalleryActions</name>
    <message>
        <source>Remove from favourites</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Remove from the gallery</source>
        <translation>移出图库</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare two selected pictures (C)</source>
        <translation>对比选中的两张图片（C）</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Make variations of this picture (V)</source>
        <translation>生成这张图片的变体（V）</translation>
    </message>
    <message>
        <source>Add to album…</source>
        <translation>加入相册…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Rename picture</source>
        <translation>重命名图片</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Add to album</source>
        <translation>加入相册</translation>
    </message>
    <message>
        <source>Name of the album</source>
        <translation>相册名称</translation>
    </message>
    <message>
        <source>Remove from album</source>
        <translation>移出相册</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>套用参数</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>zaohua::GalleryFilterBar</name>
    <message numerus="yes">
        <source>%n pictures</source>
        <translation>
            <numerusform>%n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>移除这个筛选条件</translation>
    </message>
    <message>
        <source>Filter %1, press to remove</source>
        <comment>%1 is what is filtered by</comment>
        <translation>筛选条件“%1”，按下即可移除</translation>
    </message>
    <message>
        <source>Search prompts…</source>
        <translation>搜索提示词…</translation>
    </message>
    <message>
        <source>Search prompts</source>
        <translation>搜索提示词</translation>
    </message>
    <message>
        <source>More filters and the order</source>
        <translation>更多筛选条件与排序</translation>
    </message>
    <message>
        <source>All</source>
        <comment>pictures</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Landscape</source>
        <comment>shape of a picture</comment>
        <translation>横图</translation>
    </message>
    <message>
        <source>Portrait</source>
        <comment>shape of a picture</comment>
        <translation>竖图</translation>
    </message>
    <message>
        <source>Square</source>
        <comment>shape of a picture</comment>
        <translation>方图</translation>
    </message>
</context>
<context>
    <name>zaohua::GalleryPanel</name>
    <message>
        <source>Your pictures appear here</source>
        <translation>图片会出现在这里</translation>
    </message>
    <message>
        <source>No picture matches</source>
        <translation>没有符合条件的图片</translation>
    </message>
    <message>
        <source>Each picture that is made is kept with its settings. You can also drop pictures here to add them.</source>
        <translation>生成的每张图片都会连同参数保存下来。也可以把图片拖到这里，加入图库。</translation>
    </message>
    <message>
        <source>Try fewer words or another filter.</source>
        <translation>试试少用几个词，或换个筛选条件。</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Small thumbnails</source>
        <translation>小缩略图</translation>
    </message>
    <message>
        <source>Medium thumbnails</source>
        <translation>中缩略图</translation>
    </message>
    <message>
        <source>Large thumbnails</source>
        <translation>大缩略图</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>zaohua::HistoryPopup</name>
    <message>
        <source>Search earlier prompts</source>
        <translation>搜索历史提示词</translation>
    </message>
    <message>
        <source>Earlier prompts</source>
        <translation>历史提示词</translation>
    </message>
    <message>
        <source>Prompts that you generate are kept here</source>
        <translation>生成过的提示词会留在这里</translation>
    </message>
    <message>
        <source>No earlier prompt has these words</source>
        <translation>历史提示词中没有这些词</translation>
    </message>
    <message>
        <source>Enter uses a prompt, Delete removes it</source>
        <translation>按 Enter 使用，按 Delete 删除</translation>
    </message>
</context>
<context>
    <name>zaohua::InfoPanel</name>
    <message>
        <source>Settings</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>This picture does not say how it was made</source>
        <translation>这张图片没有记录生成参数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State of the file</source>
        <translation>文件状态</translation>
    </message>
    <message>
        <source>The file is no longer there</source>
        <translation>文件已经不在了</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>文件无法读取</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>相册</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>%1, picture %2</source>
        <comment>the name of a job and which of its pictures this is</comment>
        <translation>%1，第 %2 张</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a name and its value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>No picture is open</source>
        <translation>没有打开图片</translation>
    </message>
    <message>
        <source>Put these settings into the form</source>
        <translation>把这些参数填入提示词面板</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Copy everything about this picture as text</source>
        <translation>把这张图片的全部信息复制为文字</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a date and a time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>套用参数</translation>
    </message>
</context>
<context>
    <name>zaohua::InfoRow</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <comment>%1 is the name of a setting</comment>
        <translation>复制“%1”</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>点击复制</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>zaohua::KeywordChip</name>
    <message>
        <source>The demo model knows this word</source>
        <translation>演示模型认识这个词</translation>
    </message>
</context>
<context>
    <name>zaohua::KeywordPanel</name>
    <message>
        <source>Favourites and own keywords</source>
        <translation>收藏与自定义关键词</translation>
    </message>
    <message>
        <source>No keyword is like this. “+” adds it as your own.</source>
        <translation>没有类似的关键词。点“+”可添加为自定义关键词。</translation>
    </message>
    <message>
        <source>Nothing here yet. Right-click a keyword to keep it here, or add your own with “+”.</source>
        <translation>这里还是空的。右键点关键词可收藏到这里，也可以点“+”添加自定义关键词。</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete this keyword…</source>
        <translation>删除这个关键词…</translation>
    </message>
    <message>
        <source>Delete keyword</source>
        <translation>删除关键词</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Add a keyword of your own</source>
        <translation>添加自定义关键词</translation>
    </message>
    <message>
        <source>Search keywords in both languages, or by pinyin</source>
        <translation>用中文、英文或拼音搜索关键词</translation>
    </message>
    <message>
        <source>Search keywords</source>
        <translation>搜索关键词</translation>
    </message>
    <message>
        <source>Word, pinyin or initials</source>
        <translation>关键词、拼音或首字母</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>展开全部</translation>
    </message>
    <message>
        <source>Only the words with a dot, which the demo model knows. Full models understand all of them.</source>
        <translation>只显示带圆点的词，它们是演示模型认识的。完整模型能理解所有关键词。</translation>
    </message>
    <message>
        <source>“%1” will be removed from your keywords. Prompts that have it stay as they are.</source>
        <translation>“%1”将从自定义关键词中移除，已写进提示词的不受影响。</translation>
    </message>
    <message>
        <source>Known to the demo model</source>
        <translation>演示模型认识的</translation>
    </message>
</context>
<context>
    <name>zaohua::MainWindow</name>
    <message>
        <source>Zaohua</source>
        <translation>造画</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Save the picture as</source>
        <translation>图片另存为</translation>
    </message>
    <message>
        <source>Pictures (*.%1)</source>
        <translation>图片 (*.%1)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为“%1”。</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>图片已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Open a picture or preset</source>
        <translation>打开图片或预设</translation>
    </message>
    <message>
        <source>Pictures and presets (*.png *.jpg *.jpeg *.webp *.zaohua-preset *.json)</source>
        <translation>图片和预设 (*.png *.jpg *.jpeg *.webp *.zaohua-preset *.json)</translation>
    </message>
    <message>
        <source>The preset “%1” was added.</source>
        <translation>已添加预设“%1”。</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>套用</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>a fox in the snow</source>
        <translation>雪地里的一只狐狸</translation>
    </message>
    <message>
        <source>Ctrl+K finds every command, F1 shows all shortcuts.</source>
        <translation>按 Ctrl+K 查找所有命令，按 F1 查看快捷键。</translation>
    </message>
    <message>
        <source>Drag a picture out of the gallery into any other program.</source>
        <translation>图库里的图片可以直接拖到其他程序中。</translation>
    </message>
    <message>
        <source>Drop a picture here to use its settings.</source>
        <translation>把图片拖到这里，即可套用它的参数。</translation>
    </message>
    <message numerus="yes">
        <source>%n pictures moved to the trash.</source>
        <translation>
            <numerusform>已将 %n 张图片移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
</context>
<context>
    <name>zaohua::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>zaohua::MessagePage</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Hide hints</source>
        <translation>隐藏提示</translation>
    </message>
    <message>
        <source>Do not show these hints again</source>
        <translation>不再显示这些提示</translation>
    </message>
    <message>
        <source>Show technical details</source>
        <translation>显示技术详情</translation>
    </message>
</context>
<context>
    <name>zaohua::ModelChip</name>
    <message>
        <source>Demo model</source>
        <translation>演示模型</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>Loading %1 %</source>
        <translation>正在加载 %1%</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Weights: %1</source>
        <translation>模型权重：%1</translation>
    </message>
    <message>
        <source>Free memory: %1</source>
        <translation>可用内存：%1</translation>
    </message>
    <message>
        <source>Number format: %1</source>
        <translation>计算精度：%1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Resting, memory freed</source>
        <translation>休眠中，内存已释放</translation>
    </message>
    <message>
        <source>Free graphics memory: %1</source>
        <translation>可用显存：%1</translation>
    </message>
</context>
<context>
    <name>zaohua::ModelDialog</name>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Add a model folder…</source>
        <translation>添加模型文件夹…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>参数量 %1</translation>
    </message>
    <message>
        <source>Text encoder (reads the prompt)</source>
        <translation>文本编码器（读懂提示词）</translation>
    </message>
    <message>
        <source>Transformer (makes the picture)</source>
        <translation>Transformer（生成画面）</translation>
    </message>
    <message>
        <source>Autoencoder (turns it into pixels)</source>
        <translation>自编码器（转换为像素）</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>移出列表</translation>
    </message>
    <message>
        <source>Checking the folder…</source>
        <translation>正在检查文件夹…</translation>
    </message>
    <message>
        <source>Download the whole model from %1 or %2 and put all of its folders here.</source>
        <translation>请从 %1 或 %2 下载完整模型，把其中所有文件夹放到这里。</translation>
    </message>
    <message>
        <source>Tokenizer (cuts the prompt into pieces)</source>
        <translation>分词器（把提示词切成词元）</translation>
    </message>
    <message>
        <source>Scheduler (plans the steps)</source>
        <translation>调度器（安排每一步）</translation>
    </message>
    <message numerus="yes">
        <source>And %n more problems.</source>
        <translation>
            <numerusform>另有 %n 个问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
</context>
<context>
    <name>zaohua::NegativePrompt</name>
    <message>
        <source>Negative prompt</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>What the picture should not show</source>
        <translation>画面中不想出现的内容</translation>
    </message>
</context>
<context>
    <name>zaohua::Notifier</name>
    <message numerus="yes">
        <source>%n pictures are ready</source>
        <translation>
            <numerusform>%n 张图片已生成</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::OwnKeywordForm</name>
    <message>
        <source>in Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>The keyword in Chinese</source>
        <translation>关键词的中文</translation>
    </message>
    <message>
        <source>in English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>The keyword in English</source>
        <translation>关键词的英文</translation>
    </message>
    <message>
        <source>Add keyword</source>
        <translation>添加关键词</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>zaohua::PanelLayout</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Float or put back</source>
        <translation>浮动或放回</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>zaohua::ParameterPanel</name>
    <message numerus="yes">
        <source>At %1 × %2, at most %n pictures can be made at once. Take fewer, or a smaller size.</source>
        <translation>
            <numerusform>%1 × %2 时一次最多生成 %n 张。请减少张数，或缩小尺寸。</numerusform>
        </translation>
    </message>
    <message>
        <source>off: the negative prompt has no effect</source>
        <translation>关：反向提示词不起作用</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>张数</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>How often the picture is refined. More takes longer and is not always better.</source>
        <translation>画面精修的次数。次数越多越慢，但不一定越好。</translation>
    </message>
    <message>
        <source>How closely the picture keeps to the prompt</source>
        <translation>画面贴合提示词的程度</translation>
    </message>
    <message>
        <source>Pictures at one press, each with the next seed</source>
        <translation>按一次生成几张，每张依次使用下一个种子</translation>
    </message>
    <message>
        <source>5+</source>
        <translation>5+</translation>
    </message>
    <message>
        <source>Number of images, up to %1</source>
        <translation>张数，最多 %1</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>PNG keeps every pixel. JPEG and WebP are smaller. All of them keep the settings.</source>
        <translation>PNG 画质无损；JPEG 和 WebP 文件更小。三种格式都会保存参数。</translation>
    </message>
    <message>
        <source>gentle; typical is 3–5</source>
        <translation>柔和，常用 3–5</translation>
    </message>
    <message>
        <source>strong; typical is 3–5</source>
        <translation>强，常用 3–5</translation>
    </message>
    <message>
        <source>very strong, colours may look overdone; typical is 3–5</source>
        <translation>很强，色彩可能过浓，常用 3–5</translation>
    </message>
    <message>
        <source>Changed %1 to %2</source>
        <translation>已将 %1 改为 %2</translation>
    </message>
    <message>
        <source>balanced; typical</source>
        <translation>适中，最常用</translation>
    </message>
</context>
<context>
    <name>zaohua::PictureGrid</name>
    <message>
        <source>Picture %1 of %2</source>
        <translation>第 %1 张，共 %2 张</translation>
    </message>
    <message>
        <source>Open picture %1 of %2 (Enter)</source>
        <translation>打开第 %1 张，共 %2 张（Enter）</translation>
    </message>
</context>
<context>
    <name>zaohua::PresetBox</name>
    <message>
        <source>Choose a preset</source>
        <translation>选择预设</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1（已修改）</translation>
    </message>
    <message>
        <source>The settings are no longer those of this preset</source>
        <translation>当前参数已与这个预设不同</translation>
    </message>
    <message>
        <source>Save as new…</source>
        <translation>另存为新预设…</translation>
    </message>
    <message>
        <source>Back to “%1”</source>
        <translation>恢复为“%1”</translation>
    </message>
    <message>
        <source>Keep the changes in “%1”</source>
        <translation>把修改存入“%1”</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Manage presets…</source>
        <translation>管理预设…</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>已存为“%1”</translation>
    </message>
    <message>
        <source>“%1” now has these settings</source>
        <translation>“%1”已更新为当前参数</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Rename preset</source>
        <translation>重命名预设</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Import a preset</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <source>Presets (*.zaohua-preset *.json)</source>
        <translation>预设 (*.zaohua-preset *.json)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Save, rename and manage presets</source>
        <translation>保存、重命名和管理预设</translation>
    </message>
</context>
<context>
    <name>zaohua::PresetManager</name>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>images</source>
        <translation>张数</translation>
    </message>
    <message>
        <source>format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>“%1” was deleted</source>
        <translation>已删除“%1”</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Import a preset</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <source>Presets (*.zaohua-preset *.json)</source>
        <translation>预设 (*.zaohua-preset *.json)</translation>
    </message>
    <message>
        <source>Export the preset</source>
        <translation>导出预设</translation>
    </message>
    <message>
        <source>Presets (*.zaohua-preset)</source>
        <translation>预设 (*.zaohua-preset)</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到“%1”</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>重命名（F2）</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete (Del); Ctrl+Z brings it back</source>
        <translation>删除（Delete），可按 Ctrl+Z 恢复</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下移（Alt+↓）</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>zaohua::ProgressCard</name>
    <message>
        <source>Cancel Esc</source>
        <comment>the button and its key</comment>
        <translation>取消 Esc</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop making this picture (Esc)</source>
        <translation>停止生成这张图片（Esc）</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>观看</translation>
    </message>
    <message>
        <source>Show the picture that is being made</source>
        <translation>显示正在生成的图片</translation>
    </message>
</context>
<context>
    <name>zaohua::PromptEditor</name>
    <message>
        <source>%1
Ctrl+click removes it</source>
        <translation>%1
按住 Ctrl 点击可移除</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>移除“%1”</translation>
    </message>
</context>
<context>
    <name>zaohua::PromptPanel</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>How the prompt is written</source>
        <translation>提示词的书写方式</translation>
    </message>
    <message>
        <source>Free text</source>
        <translation>自由书写</translation>
    </message>
    <message>
        <source>Five slots</source>
        <translation>五格模板</translation>
    </message>
    <message>
        <source>Say what the picture shows, in Chinese or English</source>
        <translation>用中文或英文描述你想要的画面</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Earlier prompts (Alt+Up, Alt+Down)</source>
        <translation>历史提示词（Alt+↑、Alt+↓）</translation>
    </message>
    <message>
        <source>Earlier prompts</source>
        <translation>历史提示词</translation>
    </message>
</context>
<context>
    <name>zaohua::QueueActions</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause after this picture</source>
        <translation>这张完成后暂停</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>%1 (Space)</source>
        <comment>an action and its key</comment>
        <translation>%1（空格键）</translation>
    </message>
    <message>
        <source>Stop and remove</source>
        <translation>停止并移除</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>%1 (Delete)</source>
        <comment>an action and its key</comment>
        <translation>%1（Delete）</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try this job again</source>
        <translation>重新执行这个任务</translation>
    </message>
    <message>
        <source>Use these settings again</source>
        <translation>套用参数</translation>
    </message>
    <message>
        <source>Put the settings of this job into the form</source>
        <translation>把这个任务的参数填入提示词面板</translation>
    </message>
    <message>
        <source>Move to the front</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>Move forward</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Do this job earlier (Ctrl+Left)</source>
        <translation>让这个任务提前（Ctrl+←）</translation>
    </message>
    <message>
        <source>Move back</source>
        <translation>后移</translation>
    </message>
    <message>
        <source>Do this job later (Ctrl+Right)</source>
        <translation>让这个任务推后（Ctrl+→）</translation>
    </message>
</context>
<context>
    <name>zaohua::QueueCards</name>
    <message numerus="yes">
        <source>%1 of %n pictures are in the gallery</source>
        <translation>
            <numerusform>共 %n 张，%1 张已存入图库</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zaohua::QueueDelegate</name>
    <message>
        <source>×%1</source>
        <comment>how many pictures a job makes</comment>
        <translation>×%1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>zaohua::QueueList</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Jobs in the order in which they are done</source>
        <translation>按执行顺序排列的任务</translation>
    </message>
    <message>
        <source>Each press of Generate adds a job here</source>
        <translation>每按一次“生成”，这里就多一个任务</translation>
    </message>
</context>
<context>
    <name>zaohua::QueueStrip</name>
    <message>
        <source>Queue %1</source>
        <translation>队列 %1</translation>
    </message>
    <message>
        <source>Resume the queue</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Pause the queue: what runs is finished, nothing new starts</source>
        <translation>暂停队列：正在生成的会完成，不再开始新任务</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message numerus="yes">
        <source>Resume %n jobs</source>
        <translation>
            <numerusform>继续 %n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with what was in the queue when Zaohua was closed</source>
        <translation>继续上次关闭造画时队列中未完成的任务</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
</context>
<context>
    <name>zaohua::RestoreDialog</name>
    <message>
        <source>Settings of this picture</source>
        <translation>这张图片的参数</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>套用参数</translation>
    </message>
    <message>
        <source>Only add to the gallery</source>
        <translation>仅加入图库</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This model is not on this machine. Its name is kept until you choose one.</source>
        <translation>这台电脑上没有这个模型。在你选择其他模型之前，会一直保留它的名称。</translation>
    </message>
    <message>
        <source>These cannot be restored:</source>
        <translation>以下内容无法套用：</translation>
    </message>
</context>
<context>
    <name>zaohua::RestoreFields</name>
    <message>
        <source>Other settings</source>
        <translation>其他参数</translation>
    </message>
    <message>
        <source>Shift %1</source>
        <translation>时间步偏移 %1</translation>
    </message>
    <message>
        <source>Sampler %1</source>
        <translation>采样器 %1</translation>
    </message>
    <message>
        <source>Guidance limit %1</source>
        <translation>引导上限 %1</translation>
    </message>
    <message>
        <source>Guidance until %1</source>
        <translation>引导截止 %1</translation>
    </message>
    <message>
        <source>Noise of the graphics card</source>
        <translation>显卡噪声</translation>
    </message>
</context>
<context>
    <name>zaohua::SavePresetDialog</name>
    <message>
        <source>Save preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The preset holds</source>
        <translation>预设包含</translation>
    </message>
    <message>
        <source>Prompt: %1</source>
        <translation>提示词：%1</translation>
    </message>
    <message>
        <source>Size: %1 × %2</source>
        <translation>尺寸：%1 × %2</translation>
    </message>
    <message>
        <source>Steps and guidance: %1, %2</source>
        <translation>步数和引导强度：%1，%2</translation>
    </message>
    <message>
        <source>Steps and guidance: %1, off</source>
        <translation>步数和引导强度：%1，关</translation>
    </message>
    <message>
        <source>Seed: %1</source>
        <translation>种子：%1</translation>
    </message>
    <message>
        <source>Images: %1</source>
        <translation>张数：%1</translation>
    </message>
    <message>
        <source>Format: %1</source>
        <translation>格式：%1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>zaohua::SeedRow</name>
    <message>
        <source>%1 is the largest seed</source>
        <translation>种子最大为 %1</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>This seed with these settings makes the same picture again</source>
        <translation>用这个种子和同样的参数，会再次生成同一张图片</translation>
    </message>
    <message>
        <source>Every press draws a new seed. Type one to make a picture again.</source>
        <translation>每次生成都会换一个新种子。填入种子可重现同一张图片。</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Random seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Draw a new seed at each press</source>
        <translation>每次生成都换一个新种子</translation>
    </message>
    <message>
        <source>The seed is locked</source>
        <translation>种子已锁定</translation>
    </message>
    <message>
        <source>Lock the seed</source>
        <translation>锁定种子</translation>
    </message>
    <message>
        <source>The seed is locked. Press to draw a new one each time.</source>
        <translation>种子已锁定。点击后每次换一个新种子。</translation>
    </message>
    <message>
        <source>Keep the seed of the last picture</source>
        <translation>沿用上一张图片的种子</translation>
    </message>
    <message>
        <source>Use the last seed</source>
        <translation>用上次的种子</translation>
    </message>
    <message>
        <source>Use the last picture&apos;s seed: %1</source>
        <translation>用上一张图片的种子：%1</translation>
    </message>
</context>
<context>
    <name>zaohua::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Tell me when a long job is done and the window is not in front</source>
        <translation>窗口不在前台时，耗时较长的任务完成后通知我</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Pictures go into a folder of the day inside it. Those that are there stay where they are.</source>
        <translation>图片会按日期存入其中的子文件夹。已有的图片位置不变。</translation>
    </message>
    <message>
        <source>File names</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Quality of JPEG and WebP</source>
        <translation>JPEG 和 WebP 质量</translation>
    </message>
    <message>
        <source>For example: %1
You can use {date}, {time} and {seed}.</source>
        <translation>例如：%1
可以使用 {date}（日期）、{time}（时间）和 {seed}（种子）。</translation>
    </message>
    <message>
        <source>Folder for pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
    <message>
        <source>Nothing of it is seen in the picture. China (GB 45438) and the European Union ask for such a label when pictures are published.</source>
        <translation>画面上看不到它。中国（GB 45438）和欧盟要求公开发布的图片带有这类标识。</translation>
    </message>
    <message>
        <source>The words become part of the picture and cannot be taken out again.</source>
        <translation>文字会成为画面的一部分，之后无法去除。</translation>
    </message>
    <message>
        <source>Keep prompt and settings inside the file</source>
        <translation>在文件中保存提示词和参数</translation>
    </message>
    <message>
        <source>A picture with its settings can be dropped on the window to make it again. Whoever gets the file can read them.</source>
        <translation>带参数的图片拖到窗口上就能重现。拿到文件的人也能看到这些内容。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <source>fp32 (slow, twice the memory)</source>
        <translation>fp32（较慢，占用两倍内存）</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不预览</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Model folders</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>性能</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Mark the file as AI-generated</source>
        <translation>在文件中写入 AI 生成标识</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic (graphics card first)</source>
        <translation>自动（优先显卡）</translation>
    </message>
    <message>
        <source>Automatic (fastest that is accurate enough)</source>
        <translation>自动（精度足够的最快格式）</translation>
    </message>
    <message>
        <source> min</source>
        <comment>after so many minutes</comment>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Free memory when idle</source>
        <translation>空闲后释放内存</translation>
    </message>
    <message>
        <source>Previews a second, at most</source>
        <translation>每秒预览上限</translation>
    </message>
    <message>
        <source>Write “AI 生成” (AI generated) into the lower right corner</source>
        <translation>在画面右下角写上“AI 生成”</translation>
    </message>
    <message>
        <source>fp8 (faster and less exact; GeForce 40 and later)</source>
        <translation>fp8（更快，精度略低；需 GeForce 40 系列及以上）</translation>
    </message>
    <message>
        <source>int8 (compact: half the memory; GeForce 20 and later)</source>
        <translation>int8（省显存：占用减半；适用于 GeForce 20 及更新的显卡）</translation>
    </message>
    <message>
        <source>Back to the usual folder</source>
        <translation>恢复默认文件夹</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Graphics card %1</source>
        <translation>显卡 %1</translation>
    </message>
    <message>
        <source>%1 (not found here)</source>
        <translation>%1（未找到）</translation>
    </message>
</context>
<context>
    <name>zaohua::ShortcutSheet</name>
    <message>
        <source>Earlier and later prompts</source>
        <translation>上一条、下一条提示词</translation>
    </message>
    <message>
        <source>Move a part of the prompt</source>
        <translation>移动提示词的一段</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open the picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Larger and smaller thumbnails</source>
        <translation>放大、缩小缩略图</translation>
    </message>
    <message>
        <source>Ctrl+Wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <source>Previous and next picture</source>
        <translation>上一张、下一张图片</translation>
    </message>
    <message>
        <source>Zoom in and out</source>
        <translation>放大、缩小</translation>
    </message>
    <message>
        <source>Move an enlarged picture</source>
        <translation>移动放大的图片</translation>
    </message>
    <message>
        <source>Move it with the mouse</source>
        <translation>用鼠标移动</translation>
    </message>
    <message>
        <source>Space+Drag</source>
        <translation>空格键+拖动</translation>
    </message>
    <message>
        <source>Move the divider of a comparison</source>
        <translation>移动对比的分割线</translation>
    </message>
    <message>
        <source>Back to all pictures of the job</source>
        <translation>返回任务的全部图片</translation>
    </message>
    <message>
        <source>Earlier and later in the queue</source>
        <translation>在队列中前移、后移</translation>
    </message>
    <message>
        <source>Pause or resume the job</source>
        <translation>暂停或继续任务</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>Remove the job</source>
        <translation>移除任务</translation>
    </message>
    <message>
        <source>Move a preset</source>
        <translation>移动预设</translation>
    </message>
    <message>
        <source>Delete a preset, or forget a prompt</source>
        <translation>删除预设或历史提示词</translation>
    </message>
    <message>
        <source>Undo the deletion of a preset</source>
        <translation>撤销删除预设</translation>
    </message>
    <message>
        <source>Remove a keyword or filter</source>
        <translation>移除关键词或筛选条件</translation>
    </message>
    <message>
        <source>In the gallery</source>
        <translation>图库中</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>画布上</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>队列中</translation>
    </message>
    <message>
        <source>In lists</source>
        <translation>列表中</translation>
    </message>
    <message>
        <source>Zoom around the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
</context>
<context>
    <name>zaohua::SizePopup</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Size class</source>
        <translation>尺寸档位</translation>
    </message>
    <message>
        <source>The edge of the square; other shapes have about the same area</source>
        <translation>以方图的边长为准，其他比例的面积与它相近</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>%1 in pixels</source>
        <translation>%1（像素）</translation>
    </message>
    <message>
        <source>Changed %1 to %2, the smallest side</source>
        <translation>已将 %1 改为最小边长 %2</translation>
    </message>
    <message>
        <source>Changed %1 to %2, the largest side</source>
        <translation>已将 %1 改为最大边长 %2</translation>
    </message>
    <message>
        <source>Changed %1 to %2: sides are multiples of %3</source>
        <translation>已将 %1 改为 %2：边长须为 %3 的倍数</translation>
    </message>
    <message>
        <source>This model works best at %1 × %2</source>
        <translation>此模型最适合 %1 × %2</translation>
    </message>
</context>
<context>
    <name>zaohua::SizeSection</name>
    <message>
        <source>Size</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>All sizes, and your own</source>
        <translation>全部尺寸与自定义尺寸</translation>
    </message>
    <message>
        <source>Size: %1 × %2</source>
        <translation>尺寸：%1 × %2</translation>
    </message>
    <message>
        <source>Swap width and height</source>
        <translation>交换宽度和高度</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1，%2 × %3</translation>
    </message>
</context>
<context>
    <name>zaohua::SlotForm</name>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>a golden retriever</source>
        <translation>一只金毛犬</translation>
    </message>
    <message>
        <source>Who or what the picture shows</source>
        <translation>画面里是谁，或是什么</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>sitting on the grass</source>
        <translation>坐在草地上</translation>
    </message>
    <message>
        <source>What the subject does, or its pose</source>
        <translation>主体在做什么，或是什么姿态</translation>
    </message>
    <message>
        <source>bright sunshine, green trees</source>
        <translation>阳光明媚，绿树成荫</translation>
    </message>
    <message>
        <source>Where and when: place, weather, light</source>
        <translation>何时何地：地点、天气、光线</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>HD photo</source>
        <translation>高清照片</translation>
    </message>
    <message>
        <source>Photo, painting, animation … and in whose manner</source>
        <translation>照片、绘画、动画……以及谁的风格</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>shallow depth of field, clear fur</source>
        <translation>浅景深，毛发清晰</translation>
    </message>
    <message>
        <source>What to look at closely</source>
        <translation>需要着重刻画的地方</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>环境</translation>
    </message>
</context>
<context>
    <name>zaohua::TokenLabel</name>
    <message>
        <source>%1 / %2 tokens, the end is not read</source>
        <translation>%1 / %2 词元，超出部分不会读取</translation>
    </message>
    <message>
        <source>%1 / %2 tokens, the end of the negative prompt is not read</source>
        <translation>%1 / %2 词元，反向提示词的超出部分不会读取</translation>
    </message>
    <message>
        <source>%1 / %2 tokens</source>
        <translation>%1 / %2 词元</translation>
    </message>
    <message>
        <source>How much of the text the model reads. A token is a short word or a part of one; every model adds a few of its own.</source>
        <translation>模型能读取的文字量。一个词元约为一两个汉字，或一个英文单词的一部分；模型自己还会占用几个。</translation>
    </message>
</context>
<context>
    <name>zaohua::TopBar</name>
    <message>
        <source>Search commands…</source>
        <translation>搜索命令…</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
</context>
<context>
    <name>zaohua::VariationLine</name>
    <message numerus="yes">
        <source>Makes %n pictures</source>
        <translation>
            <numerusform>将生成 %n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>A “{” is not closed, so it is taken as it is written</source>
        <translation>“{”没有对应的“}”，将按原文使用</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show the prompts that Generate will queue</source>
        <translation>查看按“生成”后加入队列的提示词</translation>
    </message>
    <message>
        <source>The prompts that Generate will queue</source>
        <translation>按“生成”后加入队列的提示词</translation>
    </message>
    <message>
        <source>%1.  %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>These choices make %L1 prompts; at most %2 can be queued at once. Remove some.</source>
        <translation>这些选项会生成 %L1 条提示词，一次最多排队 %2 条，请删减一些。</translation>
    </message>
</context>
<context>
    <name>zaohua::Words</name>
    <message>
        <source>Demo model (%1)</source>
        <translation>演示模型（%1）</translation>
    </message>
</context>
</TS>
